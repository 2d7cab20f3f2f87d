"""Are two companies, or two contacts, the same? A score and its reasons, by what each field says for or against."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from rapidfuzz.distance import OSA

from negoce.companies.rules.duplicates.learning import probability_of
from negoce.companies.rules.duplicates.levels import digits
from negoce.companies.rules.duplicates.likeness import name_probability
from negoce.companies.rules.duplicates.tokens import Weights, Words, compare_words, words_of
from negoce.kit.text import fold


class PairState(StrEnum):
    """What a person said of a pair."""

    OPEN = "open"
    NOT_SAME = "not_same"
    MERGED = "merged"


LIKELY = 0.6
"""From this score on, a pair is worth a look."""

# Nats for (and, below 0, against) two records being one: set by hand, then held against the labelled sets
# (docs/developer/duplicates.md).
_PRIOR = -9.0
_SOFTENED = 0.6
_SAME_SIREN, _SLIP_SIREN, _OTHER_SIREN = 12.0, 3.0, -6.0
_SAME_SIRET, _OTHER_SIRET = 4.0, -6.0
_SAME_PHONE, _SAME_EMAIL, _SAME_DOMAIN = 5.0, 6.5, 3.0
_OTHER_PHONE, _OTHER_EMAIL = -0.5, -0.5
_SAME_PLACE, _SAME_CITY, _OTHER_PLACE = 3.0, 2.0, -1.5
_SAME_NAME, _NEAR_NAME, _OTHER_NAME = 7.0, 4.5, -5.0
_NEAR, _SURELY = 0.5, 0.8
_RARE = 2.5
# The sum from which a pair is likely.
_NEEDED = math.log(LIKELY / (1 - LIKELY)) / _SOFTENED - _PRIOR
_FREE_MAIL = frozenset(
    "gmail.com googlemail.com orange.fr wanadoo.fr free.fr sfr.fr laposte.net hotmail.com hotmail.fr outlook.com "
    "outlook.fr yahoo.fr yahoo.com live.fr icloud.com bbox.fr neuf.fr aol.com msn.com protonmail.com".split()
)


@dataclass(frozen=True, slots=True)
class Record:
    """What is compared of a company or a contact. Of a contact, `name` is the family name."""

    key: int
    name: str
    first_name: str = ""
    trade_name: str = ""
    siren: str = ""
    siret: str = ""
    phones: tuple[str, ...] = ()
    email: str = ""
    website: str = ""
    postal_code: str = ""
    city: str = ""
    company: int = 0
    words: Words = field(default=Words((), ""), compare=False)
    trade_words: Words = field(default=Words((), ""), compare=False)
    numbers: frozenset[str] = field(default=frozenset(), compare=False)
    """The telephones, without what may differ in writing."""
    domains: frozenset[str] = field(default=frozenset(), compare=False)
    """Where the e-mail and the site are; of a company only."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A score between 0 and 1 and the codes of what speaks for it, the strongest first."""

    score: float
    reasons: tuple[str, ...]


def domain_of(text: str) -> str:
    """The domain of an e-mail or a site, without `www`; empty for mailboxes that anybody may have."""
    bare = fold(text).partition("://")[2] or fold(text)
    domain = bare.rpartition("@")[2].split("/")[0].removeprefix("www.")
    return "" if domain in _FREE_MAIL or "." not in domain else domain


def judge_companies(left: Record, right: Record, weights: Weights) -> Verdict:
    """Weigh two companies: numbers, ways to reach them and places, then the name (F11).

    Two that not even the same name would make likely score 0: their names are not compared, which costs most.
    """
    found = [*_numbers(left, right), *_reach(left, right), *_places(left, right)]
    if sum(nats for _code, nats in found) + _SAME_NAME + _RARE < _NEEDED:
        return Verdict(0.0, ())
    return _verdict([*found, *_names(left, right, weights)])


def judge_contacts(left: Record, right: Record, weights: Weights) -> Verdict:
    """Weigh two people: the name, first and last perhaps swapped, then how to reach them and where they work."""
    found = [_person(left, right, weights), *_reach(left, right)]
    if left.company and left.company == right.company:
        found.append(("same_company", 4.0))
    return _verdict(found)


def _verdict(found: list[tuple[str, float]]) -> Verdict:
    score = probability_of(_SOFTENED * (_PRIOR + sum(nats for _code, nats in found)))
    told = sorted((each for each in found if each[1] > 0), key=lambda each: -each[1])
    return Verdict(round(score, 4), tuple(code for code, _nats in told))


def _numbers(left: Record, right: Record) -> Iterator[tuple[str, float]]:
    if left.siren and right.siren:
        if left.siren == right.siren:
            yield "same_siren", _SAME_SIREN
        elif OSA.distance(left.siren, right.siren, score_cutoff=1) <= 1:
            yield "near_siren", _SLIP_SIREN
        else:
            yield "other_siren", _OTHER_SIREN
    if left.siret and right.siret:
        # Two establishments of one company are two sites, not a duplicate.
        yield ("same_siret", _SAME_SIRET) if left.siret == right.siret else ("other_siret", _OTHER_SIRET)


def _names(left: Record, right: Record, weights: Weights) -> Iterator[tuple[str, float]]:
    pairs = [(left.words, right.words)]
    pairs += [(left.trade_words, right.words)] if left.trade_words.compact else []
    pairs += [(left.words, right.trade_words)] if right.trade_words.compact else []
    code, nats = max((_name(one, two, weights) for one, two in pairs), key=lambda each: each[1])
    yield code, nats


def _name(left: Words, right: Words, weights: Weights) -> tuple[str, float]:
    if not left.compact or not right.compact:
        return "", 0.0
    alike = compare_words(left, right, weights)
    # A name made of common words is shared by many: it says less.
    rare = min(_RARE, max(-_RARE, (alike.mass - 9.0) * 0.4)) if weights.nats > 2 else 0.0
    if left.compact == right.compact:
        return "same_name", _SAME_NAME + rare
    chance = name_probability(alike)
    if chance >= _SURELY:
        return "near_name", _NEAR_NAME + rare
    if chance >= _NEAR:
        return "near_name", 2.0
    return "other_name", _OTHER_NAME + 4.0 * chance


def _person(left: Record, right: Record, weights: Weights) -> tuple[str, float]:
    if left.words.compact == right.words.compact or set(left.words.words) == set(right.words.words):
        rare = sum(map(weights.of, left.words.words)) * weights.nats if weights.nats > 2 else 12.0
        return "same_name", min(8.0, 4.0 + 0.25 * rare) if len(left.words.words) > 1 else 2.0
    if not left.first_name or not right.first_name:
        return ("near_name", 2.0) if fold(left.name) == fold(right.name) else ("other_name", _OTHER_NAME)
    same_last = _spelt(left.name, right.name)
    same_first = _spelt(left.first_name, right.first_name)
    if same_last and same_first:
        return "near_name", 4.5
    first, other = fold(left.first_name), fold(right.first_name)
    if same_last and first[0] == other[0] and min(len(first.strip(".")), len(other.strip("."))) == 1:
        return "initial", 3.0
    return "other_name", -6.0 if not same_last else -4.0


def _spelt(left: str, right: str) -> bool:
    one, two = fold(left), fold(right)
    if one == two:
        return True
    return (
        OSA.distance(one, two, score_cutoff=2) <= (1 if min(len(one), len(two)) < 8 else 2)
        and min(len(one), len(two)) >= 4
    )


def _reach(left: Record, right: Record) -> Iterator[tuple[str, float]]:
    if left.phones and right.phones:
        yield ("same_phone", _SAME_PHONE) if left.numbers & right.numbers else ("other_phone", _OTHER_PHONE)
    if left.email and right.email:
        yield (("same_email", _SAME_EMAIL) if left.email == right.email else ("other_email", _OTHER_EMAIL))
    if left.first_name or right.first_name:
        return
    if left.domains & right.domains and left.email != right.email:
        yield "same_domain", _SAME_DOMAIN


def _places(left: Record, right: Record) -> Iterator[tuple[str, float]]:
    if left.postal_code and right.postal_code:
        if left.postal_code == right.postal_code:
            yield "same_postal_code", _SAME_PLACE
        elif left.city and fold(left.city) == fold(right.city):
            yield "same_city", _SAME_CITY
        else:
            yield "other_place", _OTHER_PLACE
    elif left.city and right.city:
        yield (
            ("same_city", _SAME_CITY)
            if fold(left.city) == fold(right.city)
            else ("other_place", _OTHER_PLACE)
        )


def company_record(key: int, name: str, **values: Any) -> Record:
    """A company ready to be compared; `values` are the other fields of Record."""
    trade = str(values.get("trade_name", ""))
    domains = {domain_of(str(values.get("email", ""))), domain_of(str(values.get("website", "")))} - {""}
    words, trade_words = words_of(name), words_of(trade) if trade else Words((), "")
    return _record(key, name, words=words, trade_words=trade_words, domains=frozenset(domains), **values)


def contact_record(key: int, name: str, first_name: str, **values: Any) -> Record:
    """A contact ready to be compared; `values` are the other fields of Record."""
    words = words_of(f"{first_name} {name}")
    return _record(key, name, first_name=first_name, words=words, **values)


def _record(key: int, name: str, **values: Any) -> Record:
    numbers = frozenset(digits(each) for each in values.get("phones", ()))
    email = fold(str(values.pop("email", "")))
    return Record(key, name, email=email, numbers=numbers, **values)


def ceiling(count: int) -> int:
    """The largest group of records sharing a key that is compared one with another, for a file of this size."""
    return max(20, min(60, int(math.log(count + 2) * 4)))
