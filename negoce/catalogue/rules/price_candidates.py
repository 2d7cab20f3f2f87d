"""Every price that might apply, beside the one that does: what each would give, or why it does not hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from negoce.catalogue.rules.pricing import (
    ListPrice,
    NegotiatedTerm,
    Validity,
    best_list_price,
    best_term,
    discounted,
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A price that might apply: `origin` is negotiated, family, list or base; `name` that of its list.

    `unit_price` is what it would give, None for a discount on nothing. `code` says where it stands: chosen, weaker
    (another comes before it), before, after (its days) or quantity (its break is not reached).
    """

    origin: str
    name: str
    unit_price: Decimal | None
    discount: Decimal | None
    min_quantity: Decimal
    validity: Validity
    code: str


def candidates(
    *,
    quantity: Decimal,
    day: date,
    customer_kind: str,
    base_price: Decimal | None,
    negotiated: Sequence[NegotiatedTerm] = (),
    lists: Sequence[ListPrice] = (),
) -> list[Candidate]:
    """Return the prices that might apply, in the order in which they come before one another (see `choose_price`).

    Lists for other customers are left out; of the others, the break reached and the next one.
    """
    size = abs(quantity)
    term = best_term(negotiated, size, day)
    line = best_list_price(lists, size, day, customer_kind)
    public = line.price if line else base_price
    found = [
        _of_term(each, public, _standing(each.validity, each.min_quantity, size, day, chosen=each is term))
        for each in sorted(negotiated, key=lambda each: (each.for_family, each.min_quantity))
    ]
    for each in _lists_that_matter(lists, size, day, customer_kind):
        code = _standing(each.validity, each.min_quantity, size, day, chosen=term is None and each is line)
        found.append(
            Candidate("list", each.list_name, each.price, None, each.min_quantity, each.validity, code)
        )
    if base_price is not None:
        code = "chosen" if term is None and line is None else "weaker"
        found.append(Candidate("base", "", base_price, None, Decimal(0), Validity(), code))
    return found


def _lists_that_matter(
    lists: Sequence[ListPrice], size: Decimal, day: date, customer_kind: str
) -> list[ListPrice]:
    """Of each list for these customers: the largest break reached, and the next one, which is worth knowing."""
    ours = [each for each in lists if each.customer_kind in ("", customer_kind)]
    found: list[ListPrice] = []
    for name in dict.fromkeys(each.list_name for each in sorted(ours, key=_strength)):
        breaks = sorted((each for each in ours if each.list_name == name), key=lambda each: each.min_quantity)
        reached = [each for each in breaks if each.min_quantity <= size]
        beyond = [each for each in breaks if each.min_quantity > size and each.validity.holds_on(day)]
        found += [*reached[-1:], *beyond[:1]]
    return found


def _strength(each: ListPrice) -> tuple[bool, int, str]:
    return (each.customer_kind == "", -each.priority, each.list_name)


def _of_term(term: NegotiatedTerm, public: Decimal | None, code: str) -> Candidate:
    price = term.price
    if price is None and public is not None:
        price = discounted(public, term.discount or Decimal(0))
    origin = "family" if term.for_family else "negotiated"
    return Candidate(origin, term.reason, price, term.discount, term.min_quantity, term.validity, code)


def _standing(validity: Validity, least: Decimal, size: Decimal, day: date, *, chosen: bool) -> str:
    if chosen:
        return "chosen"
    if validity.starts_on and day < validity.starts_on:
        return "before"
    if validity.ends_on and day > validity.ends_on:
        return "after"
    return "quantity" if least > size else "weaker"
