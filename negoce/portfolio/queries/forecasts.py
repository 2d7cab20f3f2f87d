"""What was foreseen, beside targets and beside what happened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import sqrt

from django.db.models import Count, F, FloatField, Max, QuerySet, Sum
from django.db.models.functions import Cast

from negoce.kit.dates import add_months
from negoce.portfolio.enums import TargetKind
from negoce.portfolio.models import ForecastDeal, ForecastSnapshot, StepOdds
from negoce.portfolio.queries.target_rows import TargetRow
from negoce.portfolio.queries.targets import actuals_of, targets_of
from negoce.portfolio.rules.forecast_errors import REACH

ZERO = Decimal(0)
_CENT = Decimal("0.01")
PAST_MONTHS = 12


@dataclass(frozen=True, slots=True)
class ForecastMonth:
    """A month as it is foreseen, with what is aimed at and what was ordered a year before; parts are means.

    Of `deals`, times their chances, `already` is expected of their customers anyway: the mean counts it once.
    """

    month: date
    low: Decimal
    mid: Decimal
    high: Decimal
    ordered: Decimal
    customers: Decimal
    deals: Decimal
    already: Decimal
    deals_count: int
    target: Decimal | None
    year_before: Decimal


@dataclass(frozen=True, slots=True)
class Forecast:
    """What was last foreseen of a row; `method` is foresight, last_year or none.

    `correction` is what past forecasts missed of next month, as a factor, learned from `learned` months; `spread` how
    far a month strays for all, `own` for this row beside them: standard deviations of factors.
    """

    as_of: date
    method: str
    correction: float
    learned: int
    spread: float
    own: float
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
    parts = found[min(1, len(found) - 1)].parts
    return Forecast(
        as_of=newest,
        method=str(parts.get("method", "none")),
        correction=float(parts.get("correction", 1)),
        learned=int(parts.get("months", 0)),
        spread=float(parts.get("spread", 0)),
        own=float(parts.get("own", 0)),
        months=months,
    )


@dataclass(frozen=True, slots=True)
class DealsOutlook:
    """The deals under way that the last forecast counts: how many, worth what, and what they should bring.

    `expected` is the sum of amounts × chances; what will be won lies within `half` of it eight times in ten, for a deal
    is won whole or not at all. `already` of it is expected of their customers anyway.
    """

    count: int
    amount: Decimal
    expected: Decimal
    half: Decimal
    already: Decimal
    as_of: date | None


def forecast_deals(kind: TargetKind, key: int | None) -> QuerySet[ForecastDeal]:
    """The deals that the last forecast of a row counts, which the caller may read; none of a family."""
    deals = ForecastDeal.objects.select_related("deal", "deal__company").order_by("month", "-amount", "deal")
    if kind is TargetKind.FAMILY:
        return deals.none()
    if kind is TargetKind.TEAM:
        return deals.filter(person__team=key)
    return deals.filter(person=key) if kind is TargetKind.PERSON else deals


def deals_outlook(kind: TargetKind, key: int | None) -> DealsOutlook:
    """The deals of a row added up by the database, however many there are; one query."""
    worth, same = Cast("amount", FloatField()), Cast("already", FloatField())
    chance = F("probability")
    found = (
        forecast_deals(kind, key)
        .order_by()
        .aggregate(
            all_count=Count("pk"),
            all_amount=Sum("amount"),
            all_expected=Sum(worth * chance),
            all_already=Sum(same * chance),
            all_variance=Sum(worth * worth * chance * (1.0 - chance)),
            all_as_of=Max("as_of"),
        )
    )
    return DealsOutlook(
        found["all_count"],
        _cents(found["all_amount"]),
        _cents(found["all_expected"]),
        _cents(sqrt(max(found["all_variance"] or 0.0, 0.0)) * REACH),
        _cents(found["all_already"]),
        found["all_as_of"],
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


def _cents(amount: Decimal | float | None) -> Decimal:
    return Decimal(str(amount or 0)).quantize(_CENT)


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
        already=Decimal(str(parts.get("already", 0))),
        deals_count=int(parts.get("deals_count", 0)),
        target=target,
        year_before=before.get(add_months(row.month, -12), ZERO),
    )
