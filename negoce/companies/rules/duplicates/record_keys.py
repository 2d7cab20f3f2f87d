"""The keys by which records of the customer file meet: one family at a time, so that memory stays small."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

from negoce.companies.rules.duplicates.records import Record, ceiling
from negoce.companies.rules.duplicates.tokens import Weights

Family = Callable[[Record, Weights], Iterable[str]]
_TELLING = 10
_HEAD = 4


def _siren(record: Record, _weights: Weights) -> Iterator[str]:
    if record.siren:
        yield record.siren


def _near_siren(record: Record, _weights: Weights) -> Iterator[str]:
    """One slip leaves one of the two halves whole; the beginning of the name tells the crowd apart."""
    if record.siren:
        yield f"{record.siren[:5]}<{record.words.compact[:2]}"
        yield f">{record.siren[4:]}{record.words.compact[:2]}"


def _phones(record: Record, _weights: Weights) -> Iterator[str]:
    yield from record.numbers


def _emails(record: Record, _weights: Weights) -> Iterator[str]:
    if record.email:
        yield record.email


def _domains(record: Record, _weights: Weights) -> Iterator[str]:
    for domain in record.domains:
        # A domain that many share (a host, a group) only counts for names that begin alike.
        yield f"{domain}/{record.words.compact[:3]}"


def _names(record: Record, _weights: Weights) -> Iterator[str]:
    for words in (record.words, record.trade_words):
        if words.compact:
            yield " ".join(sorted(words.words))


def _rare_words(record: Record, weights: Weights) -> Iterator[str]:
    ranked = sorted(
        {*record.words.words, *record.trade_words.words}, key=lambda word: (-weights.of(word), word)
    )
    for word in ranked[:3]:
        yield word
    for place, word in enumerate(ranked[:3]):
        for other in ranked[place + 1 : 3]:
            yield "+".join(sorted((word, other)))


def _beginnings(record: Record, _weights: Weights) -> Iterator[str]:
    for words in (record.words, record.trade_words):
        if len(words.compact) >= _HEAD:
            yield f"{words.compact[:_TELLING]}"
            if record.postal_code:
                yield f"{words.compact[:_HEAD]}@{record.postal_code}"
            if record.company:
                yield f"{words.compact[:_HEAD]}@{record.company}"


def _at_company(record: Record, _weights: Weights) -> Iterator[str]:
    if record.company:
        yield f"{record.company}"


def _named_at_company(record: Record, _weights: Weights) -> Iterator[str]:
    """Where a company has too many people to compare each with each, those whose names begin alike meet.

    The same name alone, in two companies, never makes two people likely one: it is no key of its own.
    """
    if record.company:
        yield f"{record.company}={' '.join(sorted(record.words.words))}"
        for word in record.words.words:
            yield f"{record.company}/{word[:_HEAD]}"


COMPANY_FAMILIES: Mapping[str, Family] = {
    "siren": _siren,
    "near_siren": _near_siren,
    "phone": _phones,
    "email": _emails,
    "domain": _domains,
    "name": _names,
    "words": _rare_words,
    "beginning": _beginnings,
}
CONTACT_FAMILIES: Mapping[str, Family] = {
    "phone": _phones,
    "email": _emails,
    "company": _at_company,
    "named_at_company": _named_at_company,
}


def meetings(
    records: Sequence[Record], family: Family, weights: Weights, changed: Collection[int] | None = None
) -> Iterator[tuple[int, int]]:
    """Places of records, the lower first, that share a key of this family; with `changed`, one of them is in it.

    Keys that too many share are left out: other families bring those records together.
    """
    groups: dict[str, list[int]] = defaultdict(list)
    for place, record in enumerate(records):
        for key in set(family(record, weights)):
            groups[key].append(place)
    largest = ceiling(len(records))
    for members in groups.values():
        if not 1 < len(members) <= largest:
            continue
        for index, left in enumerate(members):
            for right in members[index + 1 :]:
                if changed is None or left in changed or right in changed:
                    yield left, right
