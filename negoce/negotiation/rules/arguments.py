"""Which argument to advance: from the motives heard, the products offered and what worked before. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from negoce.companies.enums import PurchaseMotive
from negoce.prospecting.rules.call_figures import Share, share

MOST_ADVISED = 3


@dataclass(frozen=True, slots=True)
class Known:
    """An argument of the library: what it serves, and how often it worked of the times it was told."""

    key: int
    motives: frozenset[PurchaseMotive]
    product: int | None
    worked: int
    told: int

    @property
    def success(self) -> Share:
        """How often it worked, with the interval of so few or so many times."""
        return share(self.worked, self.told)


@dataclass(frozen=True, slots=True)
class Advised:
    """An argument to advance, and the motive that it answers."""

    argument: Known
    motive: PurchaseMotive


def advise(
    known: Sequence[Known], heard: Mapping[PurchaseMotive, int], products: frozenset[int]
) -> Sequence[Advised]:
    """The best arguments, at most three.

    Only those that serve a motive that was heard; one of a product only when it is offered in the deal. The motive most
    heard first; then what is said of a product offered before what is said of all; then the surest success: the
    low end of its interval, which favours neither one lucky time nor the unknown.
    """
    rank = {motive: place for place, motive in enumerate(sorted(heard, key=lambda each: -heard[each]))}
    advised = []
    for each in known:
        served = [motive for motive in rank if motive in each.motives]
        if served and (each.product is None or each.product in products):
            advised.append(Advised(each, served[0]))
    advised.sort(key=lambda each: _order(each, rank))
    return advised[:MOST_ADVISED]


def _order(each: Advised, rank: Mapping[PurchaseMotive, int]) -> tuple[int, bool, Decimal, int]:
    low = each.argument.success.low or Decimal(0)
    return rank[each.motive], each.argument.product is None, -low, each.argument.key
