"""Deals decided and reasons told over a period, for the companies that a filter finds (P11)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Substr, TruncMonth

from negoce.companies.queries.lists.matching import matching
from negoce.companies.queries.lists.spec import ListSpec
from negoce.negotiation.enums import DealState
from negoce.negotiation.queries.deals.visible import visible_deals
from negoce.portfolio.enums import LifeStatus, ReasonSide
from negoce.portfolio.facts.offer_segment_rows import section_of
from negoce.portfolio.models import StatusChange, ToldReason
from negoce.portfolio.queries.deal_tallies import Tallies, tallies
from negoce.portfolio.rules.reasons import Tally

Counts = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Reasons:
    """By reason, name of competitor, key of our person, section of activities, and month (its first day).

    `left` and `stays` count reasons told; `departures` companies lost in the period, `from_start` those that were
    customers when it began (attrition counts these), `explained` those of whom a reason is known.
    """

    by_reason: Tallies
    by_competitor: Tallies
    by_person: Tallies
    by_section: Tallies
    by_month: Tallies
    left: Counts
    stays: Counts
    departures: int
    from_start: int
    explained: int


def read_reasons(spec: ListSpec, start: date, end: date) -> Reasons:
    """What was decided after `start`, until `end`; eight queries whatever their number."""
    deals = visible_deals(spec.actor).filter(
        state__in=(DealState.WON.value, DealState.LOST.value), closed_on__gt=start, closed_on__lte=end
    )
    if spec.whole_filter.parts:
        deals = deals.filter(company_id__in=_companies(spec))
    sections: dict[str, Tally] = {}
    for code, tally in tallies(deals, Substr("company__activity_code", 1, 2)).items():
        section = section_of(code)
        sections[section] = sections.get(section, Tally()) + tally
    told = ToldReason.objects.filter(company_id__in=_companies(spec), told_on__gt=start, told_on__lte=end)
    lost = StatusChange.objects.filter(
        company_id__in=_companies(spec),
        after=LifeStatus.LOST.value,
        happened_on__gt=start,
        happened_on__lte=end,
    ).order_by()
    gone = lost.filter(company__life__status=LifeStatus.LOST.value)
    explained = Q(company__told_reasons__side=ReasonSide.LEFT.value)
    earlier = StatusChange.objects.filter(company_id=OuterRef("company_id"), happened_on__lte=start)
    there = Q(company__sales__first_order_on__lte=start) & ~Q(was=LifeStatus.LOST.value)
    before = Coalesce(Subquery(earlier.order_by("-happened_on", "-pk").values("after")[:1]), Value(""))
    counted = gone.annotate(was=before).aggregate(
        all=Count("company_id", distinct=True),
        there=Count("company_id", distinct=True, filter=there),
        known=Count("company_id", distinct=True, filter=explained),
    )
    return Reasons(
        by_reason=tallies(deals, "outcome_reason"),
        by_competitor=tallies(deals.filter(competitor__isnull=False), "competitor__name"),
        by_person=tallies(deals, "owner_id"),
        by_section=sections,
        by_month=tallies(deals, TruncMonth("closed_on")),
        left=_counted(told.filter(side=ReasonSide.LEFT.value)),
        stays=_counted(told.filter(side=ReasonSide.STAYS.value)),
        departures=counted["all"],
        from_start=counted["there"],
        explained=counted["known"],
    )


def _companies(spec: ListSpec) -> QuerySet[Any]:
    return matching(spec).order_by().values("pk")


def _counted(told: QuerySet[ToldReason]) -> Counts:
    rows = told.order_by().values("reason").annotate(number=Count("pk")).values_list("reason", "number")
    return dict(rows)
