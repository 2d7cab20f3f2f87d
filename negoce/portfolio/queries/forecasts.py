"""What was foreseen, beside targets and beside what happened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from negoce.kit.dates import add_months
from negoce.portfolio.models import ForecastSnapshot, StepOdds
from negoce.portfolio.queries.target_rows import TargetRow
from negoce.portfolio.queries.targets import actuals_of, targets_of

ZERO = Decimal(0)
PAST_MONTHS = 6


@dataclass(frozen=True, slots=True)
class ForecastMonth:
    """A month as it is foreseen, with what is aimed at and what was ordered a year before; parts are means."""

    month: date
    low: Decimal
    mid: Decimal
    high: Decimal
    ordered: Decimal
    customers: Decimal
    deals: Decimal
    deals_count: int
    target: Decimal | None
    year_before: Decimal


@dataclass(frozen=True, slots=True)
class Forecast:
    """What was last foreseen of a row; `method` is foresight, last_year or none."""

    as_of: date
    method: str
    spread: float
    months: Sequence[ForecastMonth]


@dataclass(frozen=True, slots=True)
class PastForecast:
    """What was foreseen of a month before it began, and what came; `is_rebuilt`: worked out afterwards."""

    month: date
    as_of: date
    low: Decimal
    mid: Decimal
    high: Decimal
    actual: Decimal
    is_rebuilt: bool

    @property
    def held(self) -> bool:
        """Whether what came lay in the interval."""
        return self.low <= self.actual <= self.high

    @property
    def gap(self) -> Decimal | None:
        """By how much what came departed from what was foreseen, as a share of it."""
        return (self.actual - self.mid) / self.mid if self.mid else None


def latest_forecast(row: TargetRow) -> Forecast | None:
    """The last forecast of a row that the caller may read; None before the first night. Four queries."""
    snapshots = ForecastSnapshot.objects.filter(scope=row.scope, is_rebuilt=False)
    newest = snapshots.order_by("-as_of").values_list("as_of", flat=True).first()
    if newest is None:
        return None
    found = list(snapshots.filter(as_of=newest).order_by("month"))
    first, last = found[0].month, found[-1].month
    targets: dict[date, Decimal] = {}
    for year in {first.year, last.year}:
        targets |= targets_of(row.kind, [row.key], year)[row.key]
    before = actuals_of(row.kind, [row.key], add_months(first, -12), add_months(last, -12))[row.key]
    months = [_month(each, targets.get(each.month), before) for each in found]
    return Forecast(
        newest, str(found[0].parts.get("method", "none")), float(found[0].parts.get("spread", 0)), months
    )


def past_forecasts(row: TargetRow, today: date) -> Sequence[PastForecast]:
    """The last whole months, each with what was foreseen before it began, newest first; two queries."""
    this = today.replace(day=1)
    first = add_months(this, -PAST_MONTHS)
    said: dict[date, ForecastSnapshot] = {}
    rows = ForecastSnapshot.objects.filter(scope=row.scope, month__gte=first, month__lt=this)
    for each in rows.order_by("as_of", "pk"):
        if each.as_of < each.month:
            said[each.month] = each
    actuals = actuals_of(row.kind, [row.key], first, this)[row.key]
    return [
        PastForecast(month, one.as_of, one.low, one.mid, one.high, actuals.get(month, ZERO), one.is_rebuilt)
        for month, one in sorted(said.items(), reverse=True)
    ]


def step_chances() -> Mapping[str, StepOdds]:
    """What was last learned of each step, by step; empty before the first night. One query."""
    return {row.step: row for row in StepOdds.objects.order_by("step")}


def _month(row: ForecastSnapshot, target: Decimal | None, before: Mapping[date, Decimal]) -> ForecastMonth:
    parts = row.parts
    return ForecastMonth(
        month=row.month,
        low=row.low,
        mid=row.mid,
        high=row.high,
        ordered=Decimal(str(parts.get("ordered", 0))),
        customers=Decimal(str(parts.get("customers", 0))),
        deals=Decimal(str(parts.get("deals", 0))),
        deals_count=int(parts.get("deals_count", 0)),
        target=target,
        year_before=before.get(add_months(row.month, -12), ZERO),
    )
