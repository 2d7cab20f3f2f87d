"""How many customers leave, how many stay, and for how long."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from negoce.kit.explain import Finding
from negoce.kit.numbers import percent_of
from negoce.kit.worked import CannotWork, Step, Worked

_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Attrition:
    """Rates in percent points to 2 decimals; `lifetime` in periods, None when nobody was lost."""

    attrition: Decimal
    retention: Decimal
    lifetime: Decimal | None
    end: int


def attrition(*, start: int, lost: int, new: int = 0, reactivated: int = 0) -> Worked[Attrition]:
    """Attrition, retention and mean lifetime of customers over a period (R-F3).

    Heads: customers at the start, lost among them, new ones, and those who came back, who count neither as new nor
    as lost. Retention is (end − new) ÷ start, so who came back raises it. Raises CannotWork without a customer at
    the start, for a count below zero, and when more were lost than there were customers.
    """
    if min(start, lost, new, reactivated) < 0:
        raise CannotWork("attrition.below_zero")
    if start == 0:
        raise CannotWork("attrition.no_customers")
    if lost > start:
        raise CannotWork("attrition.more_lost", lost=lost, start=start)
    end = start + new + reactivated - lost
    rate, kept = percent_of(lost, start), percent_of(end - new, start)
    lifetime = (Decimal(start) / lost).quantize(_CENT, ROUND_HALF_UP) if lost else None
    steps = [
        Step("attrition.rate", {"lost": lost, "start": start, "rate": rate}),
        Step("attrition.retention", {"end": end, "new": new, "start": start, "rate": kept}),
    ]
    findings = []
    if lifetime is None:
        findings.append(Finding("attrition.none_lost", "info"))
    else:
        steps.append(Step("attrition.lifetime", {"rate": rate, "lifetime": lifetime}))
    if reactivated:
        findings.append(Finding("attrition.reactivated", "info", {"reactivated": reactivated}))
    return Worked(Attrition(rate, kept, lifetime, end), tuple(steps), tuple(findings))


def comparable(*, started: int, aged: int, started_before: int, aged_before: int) -> bool:
    """Whether the attrition of two periods may be set side by side: whether customers were at risk as long in both.

    `aged` are customers at the start who had first bought as long ago as it takes to be lost. A history that has
    only just begun holds nobody who could leave: its attrition is next to nothing and says nothing. As long means here
    at least half the share of aged customers that the present period has.
    """
    if not started or not started_before:
        return False
    return 2 * aged_before * started >= aged * started_before and (aged_before > 0 or aged == 0)
