"""What the night reads of all companies to say what each leaves (S2)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet
from django.utils import timezone

from negoce.companies.enums import CONTACT_KINDS, ActivityKind, ActivityState, DeclaredKind
from negoce.companies.models import Activity, DeclaredFact
from negoce.outbox.enums import MessageKind, MessageState
from negoce.outbox.models import Message
from negoce.portfolio.enums import LifeStatus
from negoce.portfolio.models import CustomerLife, StatusChange
from negoce.portfolio.rules.customer_profit import Sales
from negoce.portfolio.rules.service_costs import Service

DAY, YEAR = timedelta(days=1), timedelta(days=365)
_SPOKEN = (ActivityKind.CALL.value, ActivityKind.VIDEO.value)
_WRITTEN = (ActivityKind.EMAIL.value, ActivityKind.LETTER.value, ActivityKind.MESSAGE.value)
_CONTACTS = sorted(kind.value for kind in CONTACT_KINDS)
# What a person writes to keep up with a customer: invoices, reminders and the like are no contact.
_LETTERS = (MessageKind.LETTER.value, MessageKind.QUOTE.value, MessageKind.CONTRACT.value)
_MESSAGES = 2
_BATCH = 500


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
    """What was done for each company over 365 days, and since 1 January, up to `today`; two queries.

    A message that left by the program counts beside those that were noted by hand.
    """
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
    sent = _letters(min(year_ago, january), today).values_list("company_id")
    for company, long, short in sent.annotate(
        long=Count("pk", filter=Q(sent_at__gte=year_ago)), short=Count("pk", filter=Q(sent_at__gte=january))
    ).iterator(chunk_size=5_000):
        for found, count in zip(counted, (long, short), strict=True):
            if count:
                found.setdefault(company, [0, 0, 0])[_MESSAGES] += count
    year, since = ({key: Service(*counts) for key, counts in found.items()} for found in counted)
    return year, since


def last_letters(today: date) -> Mapping[int, date]:
    """The day on which the last message left for each company, up to `today`; one query."""
    rows = _letters(None, today).values_list("company_id").annotate(last=Max("sent_at"))
    return {company: timezone.localdate(sent) for company, sent in rows.iterator(chunk_size=5_000)}


def letters_to(public_ids: Sequence[str], today: date) -> Mapping[str, date]:
    """The same for a few companies, by public id."""
    rows = _letters(None, today).filter(company__public_id__in=public_ids)
    last = rows.values_list("company__public_id").annotate(last=Max("sent_at"))
    return {company: timezone.localdate(sent) for company, sent in last}


def last_exchanges(companies: Sequence[int], today: date) -> Mapping[int, date]:
    """The day of the last exchange with these companies up to `today`, whatever came since; a query for 500."""
    found: dict[int, date] = {}
    for start in range(0, len(companies), _BATCH):
        rows = Activity.objects.filter(
            company__in=companies[start : start + _BATCH], deleted_at__isnull=True,
            state=ActivityState.DONE.value, kind__in=_CONTACTS, starts_at__lt=_midnight(today + DAY),
        )  # fmt: skip
        for company, last in rows.order_by().values_list("company_id").annotate(last=Max("starts_at")):
            found[company] = timezone.localdate(last)
    return found


def statuses_on(day: date, companies: Mapping[int, LifeStatus]) -> Mapping[int, LifeStatus]:
    """Where these companies stood at the end of a day, from where they stand now; who came later is left out."""
    rows = StatusChange.objects.filter(happened_on__gt=day).order_by("company_id", "happened_on", "pk")
    before: dict[int, str] = {}
    for company, was in rows.values_list("company_id", "before").iterator(chunk_size=5_000):
        before.setdefault(company, was)
    came = _came_after(day)
    found: dict[int, LifeStatus] = {}
    for company, now in companies.items():
        was = before.get(company, now.value)
        if was and company not in came:
            found[company] = LifeStatus(was)
    return found


def _came_after(day: date) -> Collection[int]:
    """Who was created after a day and has no past before: neither an order nor a status; a first one may be untold."""
    there = StatusChange.objects.filter(company=OuterRef("company"), happened_on__lte=day)
    rows = CustomerLife.objects.filter(
        ~Exists(there),
        Q(first_order_on=None) | Q(first_order_on__gt=day),
        company__created_at__gte=_midnight(day + DAY),
    )
    return set(rows.order_by().values_list("company_id", flat=True))


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


def _letters(since: datetime | None, today: date) -> QuerySet[Message]:
    rows = Message.objects.filter(
        state=MessageState.SENT.value, kind__in=_LETTERS, company__isnull=False,
        sent_at__lt=_midnight(today + DAY),
    )  # fmt: skip
    return (rows if since is None else rows.filter(sent_at__gte=since)).order_by()


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
