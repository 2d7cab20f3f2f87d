"""Amounts as statements write them: their digits, their side, and the running balance that they come to. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from enum import Enum
from itertools import pairwise

from negoce.kit.numbers import parse_decimal
from negoce.kit.text import fold

# The position of a row, and the balance printed there.
Printed = tuple[int, Decimal]
_CENT = Decimal("0.01")
_TOO_MUCH = Decimal(10) ** 13
_DIRECTIONS = {
    **dict.fromkeys(("d", "debit", "db", "dbit", "-"), -1),
    **dict.fromkeys(("c", "credit", "cr", "crdt", "+"), 1),
}


def read_amount(text: str) -> Decimal | None:
    """Return an amount to the cent, or None for what is none, has more decimals, or more digits than any account."""
    found = parse_decimal(text, "," if "," in text else ".").value
    if found is None or abs(found) >= _TOO_MUCH or found != found.quantize(_CENT):
        return None
    return found.quantize(_CENT)


def read_direction(text: str) -> int:
    """Return 1 for money that came in (C, credit, +), -1 for money that went out, 0 for neither."""
    return _DIRECTIONS.get(fold(text).strip(), 0)


class Order(Enum):
    """How the rows follow each other."""

    OLDEST_FIRST = "oldest_first"
    NEWEST_FIRST = "newest_first"
    UNKNOWN = "unknown"


def order_of(days: Sequence[date]) -> Order:
    """The order that the days show; UNKNOWN when they are all the same, or in none."""
    rising, falling = days == sorted(days), days == sorted(days, reverse=True)
    if rising == falling:
        return Order.UNKNOWN
    return Order.OLDEST_FIRST if rising else Order.NEWEST_FIRST


def balances(column: Sequence[Decimal | None], signed: Sequence[Decimal], order: Order) -> bool:
    """Tell whether a column is the running balance of these amounts.

    It may be printed on some rows alone, as at the end of a day; two are needed to compare. Where the days tell no
    order, both are tried; what would hold for the contrary amounts as well proves nothing.
    """
    printed = [(at, balance) for at, balance in enumerate(column) if balance is not None]
    pairs = list(pairwise(printed))
    if not pairs:
        return False
    if order is not Order.UNKNOWN:
        return _adds_up(pairs, signed, order)
    known = (Order.OLDEST_FIRST, Order.NEWEST_FIRST)
    contrary = [-each for each in signed]
    return any(_adds_up(pairs, signed, each) for each in known) and not any(
        _adds_up(pairs, contrary, each) for each in known
    )


def _adds_up(pairs: Sequence[tuple[Printed, Printed]], signed: Sequence[Decimal], order: Order) -> bool:
    """From one printed balance to the next, by the amounts of the rows between."""
    if order is Order.OLDEST_FIRST:
        return all(last - first == sum(signed[one + 1 : two + 1]) for (one, first), (two, last) in pairs)
    return all(first - last == sum(signed[one:two]) for (one, first), (two, last) in pairs)
