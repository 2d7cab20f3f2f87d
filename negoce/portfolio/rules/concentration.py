"""How far the revenue depends on a few customers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from negoce.kit.explain import Finding
from negoce.kit.numbers import percent_of
from negoce.kit.worked import CannotWork, Step, Worked

ZERO, HUNDRED, WHOLE = Decimal(0), Decimal(100), Decimal(10_000)
_CENT = Decimal("0.01")
TOP = 5
ALERT_SHARE = Decimal(20)
ALERT_INDEX = Decimal(2500)


@dataclass(frozen=True, slots=True)
class Concentration:
    """`gini` from 0 (all alike) to 1, `hhi` from 0 to 10,000; shares in percent points of the whole.

    `equivalent` is how many customers of one size would be as concentrated. `place` is where the largest stands in
    what was given, from 0.
    """

    customers: int
    gini: Decimal
    hhi: Decimal
    equivalent: Decimal
    largest: Decimal
    place: int
    top: Decimal
    alert: bool


def concentration(
    values: Sequence[Decimal], *, alert_share: Decimal = ALERT_SHARE, alert_index: Decimal = ALERT_INDEX
) -> Worked[Concentration]:
    """Gini, Herfindahl-Hirschman index and equivalent number of customers, with an alert (R-F7).

    `values` in euros of each customer; those below zero are left aside and said. The alert holds when one customer
    has more than `alert_share` percent, or the index is above `alert_index`. Raises CannotWork when nothing was sold.
    """
    kept = sorted(value for value in values if value >= 0)
    whole = sum(kept, ZERO)
    if whole <= 0:
        raise CannotWork("concentration.nothing_sold")
    count = len(kept)
    tilt = sum((2 * rank - count - 1) * value for rank, value in enumerate(kept, start=1))
    gini = (tilt / (count * whole)).quantize(Decimal("0.0001"), ROUND_HALF_UP)
    index = WHOLE * sum((value * value for value in kept), ZERO) / (whole * whole)
    largest = kept[-1] * HUNDRED / whole
    found = Concentration(
        customers=count,
        gini=gini,
        hhi=index.quantize(_CENT, ROUND_HALF_UP),
        equivalent=(WHOLE / index).quantize(_CENT, ROUND_HALF_UP),
        largest=largest.quantize(_CENT, ROUND_HALF_UP),
        place=values.index(kept[-1]),
        top=percent_of(sum(kept[-TOP:], ZERO), whole),
        alert=largest > alert_share or index > alert_index,
    )
    findings = []
    if largest > alert_share:
        findings.append(
            Finding("concentration.one_customer", "warning", {"share": found.largest, "most": alert_share})
        )
    if index > alert_index:
        findings.append(Finding("concentration.index", "warning", {"hhi": found.hhi, "most": alert_index}))
    if aside := len(values) - count:
        findings.append(Finding("concentration.left_aside", "info", {"count": aside}))
    return Worked(found, _steps(found), tuple(findings))


def _steps(found: Concentration) -> tuple[Step, ...]:
    return (
        Step("concentration.gini", {"gini": str(found.gini), "customers": found.customers}),
        Step("concentration.equivalent", {"hhi": found.hhi, "equivalent": found.equivalent}),
    )
