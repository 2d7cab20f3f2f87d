"""What a team may set its thresholds to: bounds, decimals, and what must go together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from decimal import Decimal

from negoce.kit.explain import Finding
from negoce.portfolio.rules.thresholds import Thresholds


@dataclass(frozen=True, slots=True)
class Bound:
    """The least and the most that a threshold may be, and how many decimals it takes."""

    least: Decimal
    most: Decimal
    decimals: int = 0


_DAYS = Bound(Decimal(1), Decimal(3_650))
BOUNDS: Mapping[str, Bound] = {
    "default_cadence_days": _DAYS,
    "dormant_days": _DAYS,
    "dormant_cadences": Bound(Decimal("0.5"), Decimal(20), 2),
    "lost_days": _DAYS,
    "lost_cadences": Bound(Decimal("0.5"), Decimal(40), 2),
    "regular_variation": Bound(Decimal(0), Decimal(5), 2),
    "few_orders": Bound(Decimal(0), Decimal(100)),
    "few_orders_months": Bound(Decimal(1), Decimal(60)),
    "ambassador_months": Bound(Decimal(1), Decimal(120)),
}


def default_of(key: str) -> Decimal:
    """The convention of the domain reference."""
    values = {field.name: field.default for field in fields(Thresholds)}
    return Decimal(str(values[key]))


def check_thresholds(values: Mapping[str, Decimal]) -> Mapping[str, Finding]:
    """What is wrong with these values, by key: out of bounds, too many decimals, lost before dormant."""
    found: dict[str, Finding] = {}
    for key, value in values.items():
        bound = BOUNDS[key]
        if not value.is_finite() or not bound.least <= value <= bound.most:
            figures = {"least": bound.least, "most": bound.most}
            found[key] = Finding("threshold.out_of_bounds", "error", figures)
        elif round(value, bound.decimals) != value:
            code = "threshold.whole" if not bound.decimals else "threshold.decimals"
            found[key] = Finding(code, "error", {"decimals": bound.decimals})
    for lost, dormant in (("lost_days", "dormant_days"), ("lost_cadences", "dormant_cadences")):
        if not {lost, dormant} <= values.keys() or {lost, dormant} & found.keys():
            continue
        if values[lost] < values[dormant]:
            found[lost] = Finding("threshold.lost_before_dormant", "error", {"dormant": values[dormant]})
    return found
