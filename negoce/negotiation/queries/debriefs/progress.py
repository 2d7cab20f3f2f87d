"""How somebody's own reviews develop, and whom a manager leads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Q

from negoce.companies.models import Activity
from negoce.companies.queries.visible import visible_activities
from negoce.identity.models import User
from negoce.identity.rules.actor import Actor
from negoce.kit.dates import add_months
from negoce.negotiation.enums import DealStep, DebriefAspect
from negoce.negotiation.models import Deal, Debrief
from negoce.negotiation.queries.debriefs.visible import led_users, visible_debriefs
from negoce.negotiation.rules.debriefs import Practised, Trend, WorkOn, one_thing, practised, trend

LAST_MEETINGS = 12


@dataclass(frozen=True, slots=True)
class Progress:
    """The last reviews of somebody, the latest first; what they tell by aspect and step; one thing to work on."""

    debriefs: Sequence[Debrief]
    trends: Mapping[DebriefAspect, Trend]
    steps: Mapping[DealStep, Practised]
    work_on: WorkOn | None
    # How often each way of coming back from a bad start worked: used, worked.
    recoveries: Mapping[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Led:
    """Somebody whom a manager leads: how many reviews in twelve months, the last one, how many without an answer."""

    person: User
    count: int
    last: date | None
    unanswered: int


def progress_of(actor: Actor, author_id: int) -> Progress:
    """The last twelve reviews of somebody, as far as the actor may read them; two queries."""
    rows = visible_debriefs(actor).filter(author_id=author_id).order_by("-met_on", "-pk")
    found = list(rows.prefetch_related("notes")[:LAST_MEETINGS])
    notes: dict[str, list[int]] = defaultdict(list)
    states: dict[str, list[str]] = defaultdict(list)
    for each in reversed(found):
        for noted in each.notes.all():
            notes[noted.aspect].append(noted.note)
        for step, state in each.steps.items():
            states[step].append(state)
    trends = {aspect: trend(notes[aspect.value]) for aspect in DebriefAspect}
    steps = {step: practised(states[step.value]) for step in DealStep}
    return Progress(found, trends, steps, one_thing(trends, steps), _recoveries(found))


def meetings_seen(actor: Actor, rows: Sequence[Debrief]) -> Mapping[int, Activity]:
    """The meetings of these reviews that the actor still sees, by key; one query."""
    keys = [each.activity_id for each in rows]
    found = visible_activities(actor).filter(pk__in=keys).select_related("company").order_by("pk")
    return {each.pk: each for each in found}


def led_progress(actor: Actor, today: date) -> Sequence[Led]:
    """Those whom the actor leads and who wrote reviews in the last twelve months, by name; two queries."""
    recent = visible_debriefs(actor).filter(met_on__gte=add_months(today, -12))
    counted = recent.values("author_id").annotate(
        count=Count("pk"), last=Max("met_on"), unanswered=Count("pk", filter=Q(feedback=""))
    )
    figures = {each["author_id"]: each for each in counted}
    people = led_users(actor).filter(pk__in=list(figures))
    return [
        Led(each, figures[each.pk]["count"], figures[each.pk]["last"], figures[each.pk]["unanswered"])
        for each in people
    ]


def deal_debriefs(actor: Actor, deal: Deal, limit: int) -> Sequence[Debrief]:
    """The reviews of the meetings about a deal that the actor may read, the latest first; one query."""
    rows = visible_debriefs(actor).filter(activity__deal_link__deal=deal)
    return list(rows.select_related("activity", "author").order_by("-met_on", "-pk")[:limit])


def _recoveries(rows: Sequence[Debrief]) -> Mapping[str, tuple[int, int]]:
    found: dict[str, tuple[int, int]] = {}
    for each in rows:
        for way in each.recoveries:
            used, worked = found.get(way, (0, 0))
            found[way] = (used + 1, worked + (each.recovered == "yes"))
    return found
