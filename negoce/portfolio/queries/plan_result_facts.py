"""What became of the companies of a plan since it started, read table by table in a constant number of queries (P2)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, Min, Q, QuerySet, Sum
from django.utils import timezone

from negoce.catalogue.queries.own_currency import own_currency
from negoce.companies.enums import CONTACT_KINDS, ActivityKind, ActivityState, MeetingAnswer
from negoce.companies.models import Activity, Company
from negoce.kit.money import whole_cents
from negoce.negotiation.models import Quote
from negoce.orders.models import Order
from negoce.portfolio.rules.plan_result import TargetFacts
from negoce.prospecting.models import PlanCompany, ProspectingPlan

# A target that bought nothing for so long before the start, and buys, is a customer won.
NEW_AFTER = timedelta(days=365)
_LEAD = ~Q(need_recorded="") | Q(quote_wanted=True) | Q(buying_intent=True)
_MEETING = Q(meeting_answer=MeetingAnswer.ACCEPTED.value) | Q(
    kind__in=[ActivityKind.VISIT.value, ActivityKind.VIDEO.value]
)


def span_of(plan: ProspectingPlan, today: date) -> tuple[date, date]:
    """The days that a plan counts, both included: from its start to its close, else to today."""
    start = timezone.localtime(plan.started_at).date() if plan.started_at else plan.starts_on
    end = timezone.localtime(plan.closed_at).date() if plan.closed_at else today
    return start, max(start, end)


def target_facts(plan: ProspectingPlan, today: date) -> list[TargetFacts]:
    """The facts of each company that a plan aims at, deleted ones left out."""
    start, end = span_of(plan, today)
    targets = PlanCompany.objects.filter(plan=plan).order_by().values("company_id")
    rows = Company.objects.filter(pk__in=targets, deleted_at__isnull=True).order_by("pk")
    found = {key: TargetFacts(origin) for key, origin in rows.values_list("pk", "origin_channel")}
    _exchanges(found, targets, start, end)
    quotes = Quote.objects.filter(
        company_id__in=targets, deleted_at__isnull=True, sent_on__gte=start, sent_on__lte=end
    )
    for key, day in quotes.order_by().values_list("company_id").annotate(first=Min("sent_on")):
        _mark(found, key, "quotes", day)
    _orders(found, targets, start, end)
    return list(found.values())


def _exchanges(
    found: Mapping[int, TargetFacts], targets: QuerySet[PlanCompany, Any], start: date, end: date
) -> None:
    done = Activity.objects.filter(
        company_id__in=targets,
        deleted_at__isnull=True,
        state=ActivityState.DONE.value,
        starts_at__gte=_midnight(start),
        starts_at__lt=_midnight(end + timedelta(days=1)),
    )
    contacts = done.filter(kind__in=[each.value for each in CONTACT_KINDS]).order_by("starts_at", "pk")
    for key, kind, moment in contacts.values_list("company_id", "kind", "starts_at").iterator():
        facts = found.get(key)
        if facts is None:
            continue
        facts.contacts += 1
        if "contacted" not in facts.days:
            facts.days["contacted"], facts.first_kind = timezone.localtime(moment).date(), kind
    for stage, which in (("leads", _LEAD), ("meetings", _MEETING)):
        firsts = done.filter(which).order_by().values_list("company_id").annotate(first=Min("starts_at"))
        for key, moment in firsts:
            _mark(found, key, stage, timezone.localtime(moment).date())


def _orders(
    found: Mapping[int, TargetFacts], targets: QuerySet[PlanCompany, Any], start: date, end: date
) -> None:
    bought = Order.objects.filter(company_id__in=targets, net__gt=0, cancelled_at__isnull=True).order_by()
    before = set(
        bought.filter(ordered_on__gte=start - NEW_AFTER, ordered_on__lt=start).values_list(
            "company_id", flat=True
        )
    )
    since = bought.filter(ordered_on__gte=start, ordered_on__lte=end).values_list("company_id")
    sums = since.annotate(
        first=Min("ordered_on"),
        orders=Count("pk"),
        total=Sum("net", filter=own_currency()),
        costed=Count("cost", filter=own_currency()),
        spent=Sum("cost", filter=own_currency()),
        sold=Sum("net", filter=own_currency() & Q(cost__isnull=False)),
    )
    for key, first, orders, total, costed, spent, sold in sums:
        facts = found.get(key)
        # What customers of before go on ordering is none of the plan's doing.
        if facts is None or key in before:
            continue
        facts.orders, facts.revenue_cents = orders, whole_cents(total)
        facts.margin_cents = whole_cents(sold - spent) if costed else None
        facts.days["customers"] = first


def _mark(found: Mapping[int, TargetFacts], key: int, stage: str, day: date) -> None:
    if key in found:
        found[key].days[stage] = day


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
