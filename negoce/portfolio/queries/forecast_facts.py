"""What a forecast rests on, as it was known on a day: customers who order, deals under way, deals closed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import BigIntegerField, Count, F, FloatField, Max, Min, Q, Sum
from django.db.models.functions import Cast, Round
from django.utils import timezone

from negoce.kit.dates import add_months, add_years
from negoce.negotiation.enums import DealState
from negoce.negotiation.models import Deal, DealStepChange
from negoce.orders.models import Order
from negoce.orders.queries.own_currency import own_currency
from negoce.portfolio.models import CustomerLife, MonthlySales
from negoce.portfolio.rules.forecast_months import HORIZONS, Amounts
from negoce.portfolio.rules.step_odds import DealStory

_NET = Cast(F("net"), FloatField())
_CENTS = Cast(Round(F("net") * 100), BigIntegerField())
YEARS_READ = 3


@dataclass(frozen=True, slots=True)
class OpenDeal:
    """A deal that was under way: who follows it, where it stood, what it was worth."""

    owner: int | None
    step: str
    amount: float
    close_on: date | None


@dataclass(frozen=True, slots=True)
class Expected:
    """What customers should order, by who follows them; `fitted` counts those whose own foresight was used."""

    by_owner: Mapping[int | None, Amounts]
    customers: int
    fitted: int


def expected_of_customers(as_of: date, *, with_foresight: bool) -> Expected:
    """What customers who ordered on two days or more in three years should order within 30, 90 and 365 days.

    `with_foresight` takes the orders that foresight expects of each (R-F2) × the mean value of their orders; where it
    says nothing, and always without it, the next year is as the last 365 days were. One query over orders.
    """
    foresight = _foresight() if with_foresight else {}
    found: dict[int | None, Amounts] = defaultdict(Amounts)
    customers = fitted = 0
    for row in _customers(as_of).iterator(chunk_size=5_000):
        known = foresight.get(row["company_id"])
        if known is None and row["first"] == row["last"]:
            continue
        customers += 1
        fitted += known is not None
        orders = known or _as_last_year(row["last_year"])
        each = row["cents"] / 100 / row["orders"]
        square = row["squares"] / row["orders"]
        found[row["company__owner_id"]] = found[row["company__owner_id"]].plus(
            Amounts(
                (orders[0] * each, orders[1] * each, orders[2] * each),
                (orders[0] * square, orders[1] * square, orders[2] * square),
            )
        )
    return Expected(found, customers, fitted)


def open_deals(as_of: date, *, today: date) -> Sequence[OpenDeal]:
    """The deals under way at the end of a day; before today, as their dates and steps let us tell."""
    rows = Deal.objects.filter(deleted_at__isnull=True, company__deleted_at__isnull=True).order_by()
    if as_of >= today:
        rows = rows.filter(state=DealState.OPEN.value)
    else:
        rows = rows.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=as_of), created_at__lt=_end_of(as_of))
    steps = {} if as_of >= today else _steps_on(as_of)
    deals = []
    columns = ("pk", "owner_id", "company__owner_id", "step", "amount", "close_on")
    for key, owner, follower, step, amount, close_on in rows.values_list(*columns):
        if amount is not None and amount > 0:
            deals.append(OpenDeal(owner or follower, steps.get(key, step), float(amount), close_on))
    return deals


def closed_stories(as_of: date) -> Sequence[DealStory]:
    """The deals closed up to a day, with the steps at which they stood."""
    closed = Deal.objects.filter(deleted_at__isnull=True, closed_on__lte=as_of).order_by()
    rows = {
        key: (state, closed_on, step, since)
        for key, state, closed_on, step, since in closed.values_list(
            "pk", "state", "closed_on", "step", "step_since"
        )
    }
    reached: dict[int, dict[str, date]] = defaultdict(dict)
    changes = DealStepChange.objects.filter(deal__closed_on__lte=as_of).order_by("happened_on", "pk")
    for key, step, day in changes.values_list("deal_id", "after", "happened_on"):
        reached[key].setdefault(step, day)
    return [
        DealStory(
            {**reached[key], **({} if step in reached[key] else {step: since})}, closed_on, state == "won"
        )
        for key, (state, closed_on, step, since) in rows.items()
        if closed_on is not None
    ]


def house_sales(before: date) -> Mapping[date, float]:
    """What the whole house was ordered each month, for whole months before that of a day."""
    rows = MonthlySales.objects.filter(month__lt=before.replace(day=1)).order_by("month", "pk")
    sums: dict[date, Decimal] = defaultdict(Decimal)
    for month, net in rows.values_list("month", "net"):
        sums[month] += net
    # A month without any order is a month at 0 once there was one before.
    first = min(sums, default=None)
    found: dict[date, float] = {}
    while first is not None and first < before.replace(day=1):
        found[first] = float(sums.get(first, Decimal(0)))
        first = add_months(first, 1)
    return found


def ordered_in(month: date) -> Mapping[int | None, float]:
    """What was ordered in a month so far, by who follows the customer."""
    sums: dict[int | None, Decimal] = defaultdict(Decimal)
    for person, net in (
        MonthlySales.objects.filter(month=month).order_by("pk").values_list("person_id", "net")
    ):
        sums[person] += net
    return {person: float(net) for person, net in sums.items()}


def family_shares(as_of: date) -> Mapping[int, float]:
    """Which share of the last twelve whole months each family made; families that took back more have none."""
    first = as_of.replace(day=1)
    rows = MonthlySales.objects.filter(month__gte=add_months(first, -12), month__lt=first).order_by("pk")
    sums: dict[int | None, Decimal] = defaultdict(Decimal)
    for family, net in rows.values_list("family_id", "net"):
        sums[family] += net
    whole = sum((net for net in sums.values() if net > 0), Decimal(0))
    return {
        family: float(net / whole) for family, net in sums.items() if family is not None and net > 0 and whole
    }


def _customers(as_of: date) -> Any:
    orders = Order.objects.filter(
        ordered_on__gt=add_years(as_of, -YEARS_READ),
        ordered_on__lte=as_of,
        cancelled_at__isnull=True,
        company__deleted_at__isnull=True,
    ).order_by()
    bought = Q(net__gt=0)
    last_year = Q(ordered_on__gt=as_of - timedelta(days=365))
    return (
        orders.values("company_id", "company__owner_id")
        .annotate(
            orders=Count("pk", filter=bought),
            last_year=Count("pk", filter=bought & last_year),
            cents=Sum(_CENTS, filter=own_currency()),
            squares=Sum(_NET * _NET, filter=bought & own_currency()),
            first=Min("ordered_on", filter=bought),
            last=Max("ordered_on", filter=bought),
        )
        .filter(orders__gt=0, cents__gt=0)
    )


def _foresight() -> Mapping[int, tuple[float, float, float]]:
    rows = CustomerLife.objects.filter(expected_365__isnull=False).order_by()
    found = {}
    for key, month, quarter, year in rows.values_list(
        "company_id", "expected_30", "expected_90", "expected_365"
    ).iterator(chunk_size=5_000):
        near = year * HORIZONS[0] / HORIZONS[2] if month is None else month
        found[key] = (near, max(near, year * HORIZONS[1] / HORIZONS[2] if quarter is None else quarter), year)
    return found


def _as_last_year(orders: int) -> tuple[float, float, float]:
    return orders * HORIZONS[0] / 365, orders * HORIZONS[1] / 365, float(orders)


def _steps_on(as_of: date) -> Mapping[int, str]:
    """The step at which each deal stood; a deal that began later is not looked at."""
    changes = DealStepChange.objects.order_by("happened_on", "pk").values_list(
        "deal_id", "after", "happened_on"
    )
    found: dict[int, str] = {}
    for key, step, day in changes:
        if day <= as_of or key not in found:
            found[key] = step
    return found


def _end_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
