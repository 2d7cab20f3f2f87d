"""The figures at the head of a day: what a person, or who they lead, sold, has under way, keeps and is owed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Count, F, Q, Sum

from negoce.automation.queries.day.whose import Whose
from negoce.billing.enums import DocumentState
from negoce.billing.models import FiscalDocument, Receivable
from negoce.billing.queries.document_list import SIGNED_NET
from negoce.catalogue.queries.own_currency import CURRENCY
from negoce.identity.rules.actor import Actor
from negoce.kit.dates import end_of_month
from negoce.kit.money import round_money
from negoce.negotiation.enums import DealState
from negoce.negotiation.queries.deals.visible import visible_deals
from negoce.portfolio.enums import CUSTOMERS
from negoce.portfolio.models import CustomerLife, StatusChange
from negoce.portfolio.queries.forecasts import deals_outlook
from negoce.portfolio.queries.targets import actuals_of, targets_of

ZERO = Decimal(0)
LONG_OVERDUE = 30
_CHANGES = timedelta(days=30)
_CUSTOMERS = [each.value for each in CUSTOMERS]


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What the deals under way should bring, and by how much more or less eight times in ten."""

    mid: Decimal
    half: Decimal


@dataclass(frozen=True, slots=True)
class DayFigures:
    """Amounts exclude VAT, save `overdue`, and are in the currency of the house, save those of deals. `reached` is
    the part of the month's target ordered, `foreseen` what their deals should bring; None without one.
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
    return DayFigures(
        invoiced=_invoiced(reader, whose, today),
        reached=_reached(whose, today),
        deals=int(str(deals["count"])),
        deals_amount=_money(deals["amount"]),
        deals_this_month=int(str(deals["this_month"])),
        foreseen=_foreseen(whose),
        customers=CustomerLife.objects.filter(whose.companies(reader), status__in=_CUSTOMERS).count(),
        won=won,
        lost=lost,
        overdue=_money(owed["left"]),
        long_overdue=int(str(owed["long"])),
    )


def _invoiced(reader: Actor, whose: Whose, today: date) -> Decimal:
    """Issued since the first of the month for the companies that they follow, credit notes taken off."""
    rows = FiscalDocument.objects.order_by().filter(
        whose.companies(reader),
        state=DocumentState.ISSUED.value,
        issued_on__range=(today.replace(day=1), today),
    )
    return _money(rows.aggregate(sum=Sum(SIGNED_NET))["sum"])


def _reached(whose: Whose, today: date) -> Decimal | None:
    month = today.replace(day=1)
    target = targets_of(whose.kind, [whose.key], today.year)[whose.key].get(month)
    if not target:
        return None
    ordered = actuals_of(whose.kind, [whose.key], month, month)[whose.key]
    return ordered.get(month, ZERO) / target


def _foreseen(whose: Whose) -> Foreseen | None:
    """The deals in the last forecast, as the page of forecasts adds them up."""
    found = deals_outlook(whose.kind, whose.key)
    return Foreseen(found.expected, found.half) if found.count else None


def _deals(reader: Actor, whose: Whose, today: date) -> Mapping[str, object]:
    rows = visible_deals(reader).filter(whose.follow("owner_id"), state=DealState.OPEN.value)
    month = Q(close_on__lte=end_of_month(today))
    return rows.aggregate(count=Count("pk"), amount=Sum("amount"), this_month=Count("pk", filter=month))


def _flows(reader: Actor, whose: Whose, today: date) -> tuple[int, int]:
    """Who became an active customer in 30 days, and who is one no longer, dormant ones included (attrition counts the
    lost alone); those who came and went are counted on both sides.
    """
    rows = StatusChange.objects.filter(
        whose.companies(reader), happened_on__range=(today - _CHANGES, today)
    ).order_by()
    found = rows.aggregate(
        won=Count("company", distinct=True, filter=Q(after__in=_CUSTOMERS) & ~Q(before__in=_CUSTOMERS)),
        lost=Count("company", distinct=True, filter=Q(before__in=_CUSTOMERS) & ~Q(after__in=_CUSTOMERS)),
    )
    return found["won"], found["lost"]


def _owed(reader: Actor, whose: Whose, today: date) -> Mapping[str, object]:
    rows = Receivable.objects.order_by().filter(
        whose.companies(reader),
        is_open=True,
        due_on__lt=today,
        amount__gt=F("settled"),
        currency=CURRENCY,
    )
    long = Q(due_on__lt=today - timedelta(days=LONG_OVERDUE))
    return rows.aggregate(left=Sum(F("amount") - F("settled")), long=Count("pk", filter=long))


def _money(value: object) -> Decimal:
    return ZERO if value is None else round_money(Decimal(str(value)))
