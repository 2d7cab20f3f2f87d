"""What the night reads of all companies to say what each leaves (S2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.db.models import Count, Q
from django.utils import timezone

from negoce.companies.enums import ActivityKind, ActivityState, DeclaredKind
from negoce.companies.models import Activity, DeclaredFact
from negoce.portfolio.enums import LifeStatus
from negoce.portfolio.models import CustomerLife, StatusChange
from negoce.portfolio.rules.customer_profit import Sales
from negoce.portfolio.rules.service_costs import Service

YEAR = timedelta(days=365)
_SPOKEN = (ActivityKind.CALL.value, ActivityKind.VIDEO.value)
_WRITTEN = (ActivityKind.EMAIL.value, ActivityKind.LETTER.value, ActivityKind.MESSAGE.value)


@dataclass(frozen=True, slots=True)
class CompanyState:
    """Where a company stands, who sees it, and the last 12 months of it."""

    key: int
    owner: int | None
    territory: int | None
    status: LifeStatus
    last_contact_on: date | None
    has_ordered: bool
    sales: Sales


@dataclass(frozen=True, slots=True)
class Wallet:
    """What they buy of our kind a year, in euros, and the part that we could supply, in percent points."""

    purchases: Decimal
    accessible: Decimal | None


def company_states() -> list[CompanyState]:
    """Every company that has a status, in one query."""
    rows = (
        CustomerLife.objects.filter(company__deleted_at__isnull=True)
        .order_by("company_id")
        .values_list(
            "company_id", "company__owner_id", "company__territory_id", "status", "company__last_contact_on",
            "first_order_on", "net_12_months", "margin_12_months",
        )
    )  # fmt: skip
    return [
        CompanyState(key, owner, territory, LifeStatus(status), seen, first is not None, Sales(net, margin))
        for key, owner, territory, status, seen, first, net, margin in rows.iterator(chunk_size=5_000)
    ]


def services(today: date) -> tuple[Mapping[int, Service], Mapping[int, Service]]:
    """What was done for each company over 365 days, and since 1 January; one query."""
    year_ago, january = _midnight(today - YEAR + timedelta(days=1)), _midnight(date(today.year, 1, 1))
    rows = (
        Activity.objects.filter(
            deleted_at__isnull=True,
            company__isnull=False,
            state=ActivityState.DONE.value,
            starts_at__gte=min(year_ago, january),
            starts_at__lt=_midnight(today + timedelta(days=1)),
            kind__in=(ActivityKind.VISIT.value, *_SPOKEN, *_WRITTEN),
        )
        .order_by()
        .values_list("company_id", "kind")
        .annotate(
            long=Count("pk", filter=Q(starts_at__gte=year_ago)),
            short=Count("pk", filter=Q(starts_at__gte=january)),
        )
    )
    counted: tuple[dict[int, list[int]], dict[int, list[int]]] = ({}, {})
    for company, kind, long, short in rows.iterator(chunk_size=5_000):
        place = 0 if kind == ActivityKind.VISIT.value else 1 if kind in _SPOKEN else 2
        for found, count in zip(counted, (long, short), strict=True):
            if count:
                found.setdefault(company, [0, 0, 0])[place] += count
    year, since = ({key: Service(*counts) for key, counts in found.items()} for found in counted)
    return year, since


def statuses_in_january(year: int) -> Mapping[int, LifeStatus]:
    """The status on 1 January of who changed it since, or the first one of who came since; one query."""
    rows = (
        StatusChange.objects.filter(happened_on__gt=date(year, 1, 1), happened_on__year=year)
        .order_by("company_id", "happened_on", "pk")
        .values_list("company_id", "before", "after")
    )
    found: dict[int, LifeStatus] = {}
    for company, before, after in rows.iterator(chunk_size=5_000):
        found.setdefault(company, LifeStatus(before or after))
    return found


def wallets() -> Mapping[int, Wallet]:
    """What was last declared of the purchases of each company, all categories before one; one query."""
    rows = (
        DeclaredFact.objects.filter(kind=DeclaredKind.PURCHASES.value, amount__isnull=False)
        .order_by("company_id", "-known_on", "-pk")
        .values_list("company_id", "category", "amount", "share")
    )
    found: dict[int, tuple[bool, Wallet]] = {}
    for company, category, amount, share in rows.iterator(chunk_size=5_000):
        known = found.get(company)
        if amount is not None and (known is None or (not known[0] and not category)):
            found[company] = (not category, Wallet(amount, share))
    return {company: wallet for company, (_whole, wallet) in found.items()}


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
