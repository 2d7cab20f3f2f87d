"""The figures at the head of a day: what a person, or who they lead, sold, has under way, keeps and is owed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Count, F, Q, Sum

from negoce.automation.queries.day.whose import Whose
from negoce.billing.queries.document_list import SIGNED_NET
from negoce.billing.queries.payments.visible import visible_receivables
from negoce.billing.queries.visible import issued_documents
from negoce.companies.queries.visible import visible_companies
from negoce.identity.rules.actor import Actor
from negoce.kit.dates import end_of_month
from negoce.kit.money import round_money
from negoce.negotiation.enums import DealState
from negoce.negotiation.queries.deals.visible import visible_deals
from negoce.orders.queries.own_currency import CURRENCY
from negoce.portfolio.enums import CUSTOMERS
from negoce.portfolio.models import CustomerLife, ForecastSnapshot, StatusChange
from negoce.portfolio.queries.targets import actuals_of, targets_of

ZERO = Decimal(0)
LONG_OVERDUE = 30
_CHANGES = timedelta(days=30)
_CUSTOMERS = [each.value for each in CUSTOMERS]


@dataclass(frozen=True, slots=True)
class Foreseen:
    """Net orders foreseen for the month, and half of the interval that holds them eight times in ten."""

    mid: Decimal
    half: Decimal


@dataclass(frozen=True, slots=True)
class DayFigures:
    """Amounts exclude VAT, save `overdue`, and are in the currency of the house, save those of deals. `reached` is
    the part of the month's target ordered, `foreseen` its forecast; None without one.
    """

    invoiced: Decimal
    reached: Decimal | None
    deals: int
    deals_amount: Decimal
    deals_this_month: int
    foreseen: Foreseen | None
    customers: int
    won: int
    lost: int
    overdue: Decimal
    long_overdue: int

    @property
    def is_known(self) -> bool:
        """Whether there is anything to count: who follows nobody is shown no row of zeros."""
        return bool(self.customers or self.deals or self.invoiced or self.overdue or self.reached)


def day_figures(reader: Actor, whose: Whose, today: date) -> DayFigures:
    """The figures of these people, as far as `reader` sees what they follow; nine queries at most."""
    deals = _deals(reader, whose, today)
    owed = _owed(reader, whose, today)
    won, lost = _flows(reader, whose, today)
    own = visible_companies(reader).filter(whose.follow("owner_id")).values("pk")
    return DayFigures(
        invoiced=_invoiced(reader, whose, today),
        reached=_reached(whose, today),
        deals=int(str(deals["count"])),
        deals_amount=_money(deals["amount"]),
        deals_this_month=int(str(deals["this_month"])),
        foreseen=_foreseen(whose, today),
        customers=CustomerLife.objects.filter(company__in=own, status__in=_CUSTOMERS).count(),
        won=won,
        lost=lost,
        overdue=_money(owed["left"]),
        long_overdue=int(str(owed["long"])),
    )


def _invoiced(reader: Actor, whose: Whose, today: date) -> Decimal:
    """Issued since the first of the month for the companies that they follow, credit notes taken off."""
    rows = issued_documents(reader).filter(
        whose.follow("company__owner_id"), issued_on__range=(today.replace(day=1), today)
    )
    return _money(rows.aggregate(sum=Sum(SIGNED_NET))["sum"])


def _reached(whose: Whose, today: date) -> Decimal | None:
    month = today.replace(day=1)
    target = targets_of(whose.kind, [whose.key], today.year)[whose.key].get(month)
    if not target:
        return None
    ordered = actuals_of(whose.kind, [whose.key], month, month)[whose.key]
    return ordered.get(month, ZERO) / target


def _foreseen(whose: Whose, today: date) -> Foreseen | None:
    """The month in the last forecast, as the page of forecasts tells it."""
    rows = ForecastSnapshot.objects.filter(scope=whose.row, month=today.replace(day=1), is_rebuilt=False)
    found = rows.order_by("-as_of").first()
    return None if found is None else Foreseen(found.mid, (found.high - found.low) / 2)


def _deals(reader: Actor, whose: Whose, today: date) -> Mapping[str, object]:
    rows = visible_deals(reader).filter(whose.follow("owner_id"), state=DealState.OPEN.value)
    month = Q(close_on__lte=end_of_month(today))
    return rows.aggregate(count=Count("pk"), amount=Sum("amount"), this_month=Count("pk", filter=month))


def _flows(reader: Actor, whose: Whose, today: date) -> tuple[int, int]:
    """Who became an active customer in 30 days, and who is one no longer, dormant ones included (attrition counts the
    lost alone); those who came and went are counted on both sides.
    """
    rows = StatusChange.objects.filter(
        company__in=visible_companies(reader).filter(whose.follow("owner_id")).values("pk"),
        happened_on__range=(today - _CHANGES, today),
    ).order_by()
    found = rows.aggregate(
        won=Count("company", distinct=True, filter=Q(after__in=_CUSTOMERS) & ~Q(before__in=_CUSTOMERS)),
        lost=Count("company", distinct=True, filter=Q(before__in=_CUSTOMERS) & ~Q(after__in=_CUSTOMERS)),
    )
    return found["won"], found["lost"]


def _owed(reader: Actor, whose: Whose, today: date) -> Mapping[str, object]:
    rows = visible_receivables(reader).filter(
        whose.follow("company__owner_id"),
        is_open=True,
        due_on__lt=today,
        amount__gt=F("settled"),
        currency=CURRENCY,
    )
    long = Q(due_on__lt=today - timedelta(days=LONG_OVERDUE))
    return rows.aggregate(left=Sum(F("amount") - F("settled")), long=Count("pk", filter=long))


def _money(value: object) -> Decimal:
    return ZERO if value is None else round_money(Decimal(str(value)))
