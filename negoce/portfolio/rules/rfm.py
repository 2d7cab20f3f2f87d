"""Scores of customers by recency, frequency and money."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

BEST = 5


@dataclass(frozen=True, slots=True)
class Purchases:
    """Days since the last order (None: never ordered), orders and net euros excluding VAT in 12 months."""

    recency: int | None
    orders: int
    net: Decimal


@dataclass(frozen=True, slots=True)
class Rfm:
    """Scores from 1 to 5, 5 best; written together they are the segment."""

    recency: int
    frequency: int
    money: int

    @property
    def segment(self) -> str:
        """The three scores as one reads them: "332"."""
        return f"{self.recency}{self.frequency}{self.money}"


def rfm(customers: Sequence[Purchases]) -> tuple[Rfm, ...]:
    """Score each customer among all, in the order given (R-F8).

    For each variable customers are ranked from the best, equal values sharing the best rank; the score is
    5 − floor(5 × (rank − 1) ÷ customers). Who never ordered is last in recency.
    """
    # None becomes the longest of all: after every number of days.
    longest = max((each.recency for each in customers if each.recency is not None), default=0) + 1
    recent = scores([Decimal(-longest if each.recency is None else -each.recency) for each in customers])
    often = scores([Decimal(each.orders) for each in customers])
    much = scores([each.net for each in customers])
    return tuple(Rfm(*each) for each in zip(recent, often, much, strict=True))


def scores(values: Sequence[Decimal]) -> list[int]:
    """The score of each value among all, the highest being the best."""
    count = len(values)
    order = sorted(range(count), key=lambda index: -values[index])
    found = [0] * count
    rank = 1
    for place, index in enumerate(order, start=1):
        if place > 1 and values[index] != values[order[place - 2]]:
            rank = place
        found[index] = BEST - BEST * (rank - 1) // count
    return found
