"""The figures at the head of a day: what a person sold, has under way, keeps and is owed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Case, Count, F, Q, Sum, When

from negoce.billing.enums import DocumentKind
from negoce.billing.queries.payments.visible import visible_receivables
from negoce.billing.queries.visible import issued_documents
from negoce.companies.queries.visible import visible_companies
from negoce.identity.rules.actor import Actor
from negoce.kit.dates import end_of_month
from negoce.kit.money import round_money
from negoce.negotiation.enums import DealState
from negoce.negotiation.queries.deals.visible import visible_deals
from negoce.portfolio.enums import CUSTOMERS, TargetKind
from negoce.portfolio.models import CustomerLife, StatusChange
from negoce.portfolio.queries.targets import actuals_of, targets_of

ZERO = Decimal(0)
LONG_OVERDUE = 30
_CHANGES = timedelta(days=30)
_CUSTOMERS = [each.value for each in CUSTOMERS]


@dataclass(frozen=True, slots=True)
class DayFigures:
    """Amounts exclude VAT, save `overdue`. `reached` is the part of the month's target ordered; None without one."""

    invoiced: Decimal
    reached: Decimal | None
    deals: int
    deals_amount: Decimal
    deals_this_month: int
    customers: int
    won: int
    lost: int
    overdue: Decimal
    long_overdue: int

    @property
    def is_known(self) -> bool:
        """Whether the person has anything to count: who follows nobody is shown no row of zeros."""
        return bool(self.customers or self.deals or self.invoiced or self.overdue or self.reached)


def day_figures(reader: Actor, person_id: int, today: date) -> DayFigures:
    """The figures of a person, as far as `reader` sees what they follow; eight queries at most."""
    deals = _deals(reader, person_id, today)
    owed = _owed(reader, person_id, today)
    won, lost = _flows(reader, person_id, today)
    own = visible_companies(reader).filter(owner_id=person_id).values("pk")
    return DayFigures(
        invoiced=_invoiced(reader, person_id, today),
        reached=_reached(person_id, today),
        deals=int(str(deals["count"])),
        deals_amount=_money(deals["amount"]),
        deals_this_month=int(str(deals["this_month"])),
        customers=CustomerLife.objects.filter(company__in=own, status__in=_CUSTOMERS).count(),
        won=won,
        lost=lost,
        overdue=_money(owed["left"]),
        long_overdue=int(str(owed["long"])),
    )


def _invoiced(reader: Actor, person_id: int, today: date) -> Decimal:
    """Issued since the first of the month for the companies that the person follows, credit notes taken off."""
    credit = DocumentKind.CREDIT_NOTE.value
    rows = issued_documents(reader).filter(
        issued_on__range=(today.replace(day=1), today), company__owner_id=person_id
    )
    signed = Case(When(kind=credit, then=-F("net")), default=F("net"))
    return _money(rows.aggregate(sum=Sum(signed))["sum"])


def _reached(person_id: int, today: date) -> Decimal | None:
    month = today.replace(day=1)
    target = targets_of(TargetKind.PERSON, [person_id], today.year)[person_id].get(month)
    if not target:
        return None
    ordered = actuals_of(TargetKind.PERSON, [person_id], month, month)[person_id]
    return ordered.get(month, ZERO) / target


def _deals(reader: Actor, person_id: int, today: date) -> Mapping[str, object]:
    rows = visible_deals(reader).filter(state=DealState.OPEN.value, owner_id=person_id)
    month = Q(close_on__lte=end_of_month(today))
    return rows.aggregate(count=Count("pk"), amount=Sum("amount"), this_month=Count("pk", filter=month))


def _flows(reader: Actor, person_id: int, today: date) -> tuple[int, int]:
    """Who became an active customer in 30 days, and who is one no longer, dormant ones included (attrition counts the
    lost alone); those who came and went are counted on both sides.
    """
    rows = StatusChange.objects.filter(
        company__in=visible_companies(reader).filter(owner_id=person_id).values("pk"),
        happened_on__range=(today - _CHANGES, today),
    ).order_by()
    found = rows.aggregate(
        won=Count("company", distinct=True, filter=Q(after__in=_CUSTOMERS) & ~Q(before__in=_CUSTOMERS)),
        lost=Count("company", distinct=True, filter=Q(before__in=_CUSTOMERS) & ~Q(after__in=_CUSTOMERS)),
    )
    return found["won"], found["lost"]


def _owed(reader: Actor, person_id: int, today: date) -> Mapping[str, object]:
    rows = visible_receivables(reader).filter(
        company__owner_id=person_id, is_open=True, due_on__lt=today, amount__gt=F("settled")
    )
    long = Q(due_on__lt=today - timedelta(days=LONG_OVERDUE))
    return rows.aggregate(left=Sum(F("amount") - F("settled")), long=Count("pk", filter=long))


def _money(value: object) -> Decimal:
    return ZERO if value is None else round_money(Decimal(str(value)))
