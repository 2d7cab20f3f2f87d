"""By what a company is alike another before an offer: its status, what it bought in a year, how long ago. Pure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

# Days since the last order, and cents bought in a year: so many classes that few groups stay empty.
RECENCY = (90, 180, 365)
SPENT = (1, 50_000, 200_000, 1_000_000)
YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Bought:
    """An order that was not cancelled; cents exclude VAT, are in our currency, and a return is no purchase."""

    day: date
    net_cents: int
    is_purchase: bool


def likeness(status: str, orders: Sequence[Bought], day: date) -> tuple[str, int, int]:
    """The group of companies alike that a company belonged to on the eve of `day`."""
    before = [each for each in orders if each.day < day]
    spent = sum(each.net_cents for each in before if each.day >= day - YEAR)
    bought = [each.day for each in before if each.is_purchase]
    silent = (day - max(bought)).days if bought else None
    recency = len(RECENCY) + 1 if silent is None else bisect_right(RECENCY, silent)
    return status, recency, bisect_right(SPENT, max(spent, 0))
