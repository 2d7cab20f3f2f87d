"""Which open invoices a movement of the bank pays: proposals, each with its reasons; a person decides."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import combinations

from rapidfuzz import fuzz, process

from negoce.kit.explain import Explanation
from negoce.kit.text import fold, strip_legal_forms

# A reference shorter than this stands in too many labels by chance.
_SHORTEST_REFERENCE = 4
# Payers write « 562610 » for FA-CDE-562610: the number that ends a reference, alone as a word of the label.
_END_NUMBER = re.compile(r"\d{4,}$", re.ASCII)
_NUMBERS = re.compile(r"(?<![^\W_])\d{4,}(?![^\W_])", re.ASCII)
_SAME_NAME = 92.0
_MOST_TOGETHER = 4
_MOST_TRIED = 14
_MOST_PROPOSED = 5
ZERO = Decimal(0)


class Confidence(StrEnum):
    """How far a proposal may be trusted."""

    SURE = "sure"
    LIKELY = "likely"
    POSSIBLE = "possible"


@dataclass(frozen=True, slots=True)
class OpenItem:
    """What is left of an invoice, in euros including VAT.

    `discounted` is what is left if a cash discount is taken, until the day `discount_until` when there is one.
    """

    key: int
    reference: str
    company: int
    left: Decimal
    due_on: date | None = None
    discounted: Decimal | None = None
    discount_until: date | None = None


@dataclass(frozen=True, slots=True)
class Received:
    """Money that came in, on `day`. `company` is known when its account paid for that company before."""

    amount: Decimal
    text: str
    counterpart: str = ""
    company: int | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """Amounts for items, what is left of the money, and why."""

    company: int
    shares: tuple[tuple[int, Decimal], ...]
    rest: Decimal
    confidence: Confidence
    reasons: tuple[Explanation, ...]


class OpenItems:
    """The open items of all customers, put so that many movements can be looked up among them."""

    def __init__(self, items: Iterable[OpenItem], names: Iterable[tuple[int, str]]) -> None:
        self.by_company: dict[int, list[OpenItem]] = defaultdict(list)
        self.by_amount: dict[Decimal, list[OpenItem]] = defaultdict(list)
        self.by_number: dict[str, list[OpenItem]] = defaultdict(list)
        self.references: list[tuple[str, OpenItem]] = []
        for item in sorted(items, key=_age):
            self.by_company[item.company].append(item)
            self.by_amount[item.left].append(item)
            if number := _END_NUMBER.search(item.reference.strip()):
                self.by_number[number[0]].append(item)
            reference = _squeezed(item.reference)
            if len(reference) >= _SHORTEST_REFERENCE and any(sign.isdigit() for sign in reference):
                self.references.append((reference, item))
        self.names = {key: _name(name) for key, name in names if key in self.by_company}

    def named_in(self, text: str) -> list[OpenItem]:
        """The items whose reference stands in a text, whatever its punctuation; the longest reference wins."""
        squeezed = _squeezed(text)
        found = [(reference, item) for reference, item in self.references if reference in squeezed]
        longest = [
            (reference, item)
            for reference, item in found
            if not any(reference != other and reference in other for other, _item in found)
        ]
        return [item for _reference, item in longest]

    def numbered_in(self, text: str) -> list[OpenItem]:
        """The items whose reference ends with a number that stands alone in a text; it may stand there by chance."""
        return [item for number in _NUMBERS.findall(text) for item in self.by_number.get(number, ())]

    def company_named(self, *texts: str) -> int | None:
        """The customer whose name one of the texts holds; None when nobody or several answer as well."""
        for text in texts:
            wanted = _name(text)
            if len(wanted) < 3:
                continue
            best = process.extract(
                wanted, self.names, scorer=fuzz.token_set_ratio, score_cutoff=_SAME_NAME, limit=2
            )
            if best and (len(best) == 1 or best[0][1] > best[1][1]):
                return int(best[0][2])
        return None


def propose(received: Received, items: OpenItems) -> tuple[Proposal, ...]:
    """Return at most five proposals, the best first; none for money that went out or that nothing explains.

    In this order: references named by the payer, completed by other invoices of the customer where that makes the
    amount, then the payer known by account or name, then an amount that only
    one open item has. A sure one settles exactly what it names, or what a known account owes once.
    """
    if received.amount <= 0:
        return ()
    known = received.company if received.company in items.by_company else None
    company = known or items.company_named(received.counterpart, received.text)
    named = _named(received, items, company)
    found: list[Proposal] = []
    for payer in dict.fromkeys(item.company for item in named):
        of_payer = [item for item in named if item.company == payer]
        found += _of_named(received, of_payer, items.by_company[payer])
    if company is not None and not named:
        found += _of_company(received, items.by_company[company], company, by_account=known is not None)
    if not found:
        found += _of_amount(received, items)
    order = list(Confidence)
    found.sort(key=lambda each: order.index(each.confidence))
    return tuple(found[:_MOST_PROPOSED])


def _named(received: Received, items: OpenItems, company: int | None) -> list[OpenItem]:
    """What the label names, oldest first: whole references, then the bare number that ends one.

    A bare number counts for a payer who is known, by a whole reference too, or when the amount confirms it.
    """
    named = items.named_in(received.text)
    payers = {item.company for item in named} | ({company} if company is not None else set())
    numbered: dict[int, list[OpenItem]] = defaultdict(list)
    for item in items.numbered_in(received.text):
        if item not in named and item not in numbered[item.company]:
            numbered[item.company].append(item)
    for payer, more in numbered.items():
        if payer in payers or _exact(received, [tuple(more)]) is not None:
            named += more
    return sorted(named, key=_age)


def _of_named(received: Received, named: Sequence[OpenItem], owed: Sequence[OpenItem]) -> list[Proposal]:
    why = Explanation("match.named", {"references": ", ".join(item.reference for item in named)})
    exact = _exact(received, [tuple(named)])
    if exact is not None:
        shares, reason = exact
        return [Proposal(named[0].company, shares, ZERO, Confidence.SURE, (why, reason))]
    plain = _oldest_first(received.amount, named, Confidence.LIKELY, why)
    completed = _completed(received, named, owed, why)
    return [completed, plain] if completed else [plain]


def _completed(
    received: Received, named: Sequence[OpenItem], owed: Sequence[OpenItem], why: Explanation
) -> Proposal | None:
    """What is named with the fewest, oldest other items of the customer that make the amount to the cent."""
    others = [item for item in owed if item not in named][:_MOST_TRIED]
    choices = (
        (*named, *more)
        for size in range(1, _MOST_TOGETHER - len(named) + 1)
        for more in combinations(others, size)
    )
    exact = _exact(received, choices)
    if exact is None:
        return None
    shares, reason = exact
    keys = {item.key for item in named}
    added = [item.reference for item in owed if item.key in dict(shares) and item.key not in keys]
    beside = Explanation("match.beside", {"references": ", ".join(added)})
    return Proposal(named[0].company, shares, ZERO, Confidence.LIKELY, (why, beside, reason))


def _of_company(
    received: Received, owed: Sequence[OpenItem], company: int, *, by_account: bool
) -> list[Proposal]:
    why = Explanation("match.account" if by_account else "match.name")
    singles = [each for item in owed if (each := _exact(received, [(item,)])) is not None]
    found = []
    for shares, reason in singles:
        sure = by_account and len(singles) == 1
        confidence = Confidence.SURE if sure else Confidence.LIKELY
        found.append(Proposal(company, shares, ZERO, confidence, (why, reason)))
    if found:
        return found
    together = _exact(
        received,
        (
            chosen
            for size in range(2, _MOST_TOGETHER + 1)
            for chosen in combinations(owed[:_MOST_TRIED], size)
        ),
    )
    if together is not None:
        return [Proposal(company, together[0], ZERO, Confidence.LIKELY, (why, together[1]))]
    return [_oldest_first(received.amount, owed, Confidence.POSSIBLE, why)]


def _of_amount(received: Received, items: OpenItems) -> list[Proposal]:
    same = items.by_amount.get(received.amount, [])
    if len(same) != 1:
        return []
    why = Explanation("match.only_amount", {"amount": received.amount})
    return [Proposal(same[0].company, ((same[0].key, received.amount),), ZERO, Confidence.POSSIBLE, (why,))]


def _exact(
    received: Received, choices: Iterable[Sequence[OpenItem]]
) -> tuple[tuple[tuple[int, Decimal], ...], Explanation] | None:
    """The first choice that the amount settles to the cent, whole or with its cash discount, if it came in time."""
    amount = received.amount
    for chosen in choices:
        if sum((item.left for item in chosen), ZERO) == amount:
            code = "match.exact" if len(chosen) == 1 else "match.exact_sum"
            shares = tuple((item.key, item.left) for item in chosen)
            return shares, Explanation(code, {"amount": amount, "count": len(chosen)})
        discounted = [
            item.discounted for item in chosen if item.discounted is not None and _in_time(received, item)
        ]
        if len(discounted) == len(chosen) and sum(discounted, ZERO) == amount:
            shares = tuple((item.key, item.discounted or ZERO) for item in chosen)
            return shares, Explanation("match.discount_taken", {"amount": amount})
    return None


def _in_time(received: Received, item: OpenItem) -> bool:
    return item.discount_until is None or received.day is None or received.day <= item.discount_until


def _oldest_first(
    amount: Decimal, owed: Sequence[OpenItem], confidence: Confidence, why: Explanation
) -> Proposal:
    shares, rest = [], amount
    for item in owed:
        share = min(rest, item.left) if item.left > 0 else ZERO
        if share > 0:
            shares.append((item.key, share))
            rest -= share
    left = sum((item.left for item in owed), ZERO) - (amount - rest)
    code = "match.too_much" if rest else "match.part"
    reason = Explanation(code, {"rest": rest, "left": left})
    return Proposal(owed[0].company, tuple(shares), rest, confidence, (why, reason))


def _age(item: OpenItem) -> tuple[date, int]:
    return item.due_on or date.max, item.key


def _squeezed(text: str) -> str:
    return "".join(sign for sign in fold(text) if sign.isalnum())


def _name(text: str) -> str:
    return strip_legal_forms(fold(text)).strip()
