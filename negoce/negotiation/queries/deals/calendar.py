"""The deals under way on a calendar: when they should be concluded, what is to be done about them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Exists, F, OuterRef, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from negoce.companies.enums import ActivityState
from negoce.companies.models import Activity
from negoce.companies.queries.visible import visible_activities
from negoce.identity.rules.actor import Actor
from negoce.negotiation.models import Deal
from negoce.negotiation.queries.deals.asked import BoardAsked, asked_deals, is_short

SHOWN = 3
MOST_TASKS = 400


@dataclass(slots=True)
class Day:
    """The deals expected that day, the largest first, how many in all, and what is planned about deals."""

    deals: list[Deal] = field(default_factory=list)
    count: int = 0
    tasks: list[Activity] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Calendar:
    """Days that hold something; `more` tells that there are more tasks than a calendar shows."""

    days: Mapping[date, Day]
    more: bool


def calendar(actor: Actor, asked: BoardAsked, first: date, last: date) -> Calendar:
    """What is expected and planned from one day to another, both included; four queries."""
    rows = asked_deals(actor, asked, short=is_short(actor, asked))
    days: dict[date, Day] = {}
    within = rows.filter(close_on__gte=first, close_on__lte=last)
    for row in within.values("close_on").annotate(number=Count("pk")).order_by("close_on"):
        if row["close_on"] is not None:
            days[row["close_on"]] = Day(count=row["number"])
    place = Window(
        RowNumber(), partition_by="close_on", order_by=[F("amount").desc(nulls_last=True), F("pk").asc()]
    )
    keys = within.annotate(place=place).filter(place__lte=SHOWN).values_list("pk", flat=True)
    shown = Deal.objects.filter(pk__in=list(keys)).select_related("company")
    for deal in shown.order_by(F("amount").desc(nulls_last=True), "pk"):
        if deal.close_on in days:
            days[deal.close_on].deals.append(deal)
    tasks = _tasks(actor, asked, first, last)
    for task in tasks[:MOST_TASKS]:
        days.setdefault(timezone.localtime(task.starts_at).date(), Day()).tasks.append(task)
    return Calendar(days, len(tasks) > MOST_TASKS)


def _tasks(actor: Actor, asked: BoardAsked, first: date, last: date) -> Sequence[Activity]:
    """What is planned about the deals that are asked for; their steps order it, or somebody did."""
    # Asked task by task: read first, the deals of a house are more than what is planned in a month.
    of_deals = Exists(asked_deals(actor, asked).filter(pk=OuterRef("deal_link__deal_id")))
    rows = visible_activities(actor).filter(
        of_deals,
        state=ActivityState.PLANNED.value,
        deal_link__isnull=False,
        starts_at__gte=_begin(first),
        starts_at__lt=_begin(last + timedelta(days=1)),
    )
    return list(
        rows.select_related("company", "deal_link__deal", "owner").order_by("starts_at", "pk")[
            : MOST_TASKS + 1
        ]
    )


def _begin(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
