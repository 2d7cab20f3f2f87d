"""The payments of a way told shortly, and what comes back to the buyer year by year. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from negoce.negotiation.rules.financing import WayCost
from negoce.negotiation.rules.financing_flows import MONTHS_A_YEAR, ZERO, FlowKind, Paid


@dataclass(frozen=True, slots=True)
class Run:
    """So many payments of `whole` (VAT included) from the month `first` to the month `last`, or once after `days`."""

    count: int
    whole: Decimal
    first: int
    last: int
    days: int = 0


@dataclass(frozen=True, slots=True)
class YearBack:
    """What a year gives back to the buyer: VAT recovered, tax saved."""

    year: int
    vat: Decimal
    tax: Decimal


def runs_of(payments: Sequence[Paid]) -> list[Run]:
    """Payments that follow one another with one amount are told together."""
    found: list[Run] = []
    gap = 0
    for each in payments:
        before = found[-1] if found else None
        same = before is not None and before.whole == each.whole and not (before.days or each.days)
        if before is not None and same and (before.count == 1 or each.month - before.last == gap):
            gap = each.month - before.last
            found[-1] = Run(before.count + 1, each.whole, before.first, each.month)
        else:
            found.append(Run(1, each.whole, each.month, each.month, each.days))
    return found


def years_back(way: WayCost) -> list[YearBack]:
    """The years in which something comes back, in order."""
    years: dict[int, list[Decimal]] = {}
    for each in way.flows:
        if each.kind in (FlowKind.VAT_BACK, FlowKind.TAX):
            year = max(1, -(-each.month // MONTHS_A_YEAR))
            pair = years.setdefault(year, [ZERO, ZERO])
            pair[each.kind is FlowKind.TAX] -= each.amount
    return [YearBack(year, vat, tax) for year, (vat, tax) in sorted(years.items())]
