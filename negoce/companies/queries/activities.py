"""Reads of activities for their page, the agenda and the quick entry."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from negoce.companies.enums import ActivityState
from negoce.companies.models import Activity, Company, Contact, Observation
from negoce.companies.queries.timeline.activities import activities_with_people
from negoce.companies.queries.visible import visible_activities, visible_contacts
from negoce.identity.enums import FieldGroup
from negoce.identity.models import JournalEntry
from negoce.identity.rules.actor import Actor

DAYS_AHEAD = 7
MOST_LISTED = 100
MOST_PEOPLE = 60
# What a page says of the next step.
_NEXT = ("public_id", "kind", "state", "subject", "starts_at", "all_day")


@dataclass(frozen=True, slots=True)
class Agenda:
    """What somebody has to do: late, today, in the next seven days; `more` when the list was cut at 100."""

    late: Sequence[Activity]
    today: Sequence[Activity]
    coming: Sequence[Activity]
    more: bool

    @property
    def is_empty(self) -> bool:
        """Whether nothing is to be done."""
        return not (self.late or self.today or self.coming)


def agenda(actor: Actor, today: date) -> Agenda:
    """The planned activities of the actor up to seven days ahead, by date."""
    end = _midnight(today + timedelta(days=DAYS_AHEAD + 1))
    rows = activities_with_people(actor).filter(
        owner_id=actor.user_id, state=ActivityState.PLANNED.value, starts_at__lt=end
    )
    found = list(rows.order_by("starts_at", "id")[: MOST_LISTED + 1])
    listed = found[:MOST_LISTED]
    start, tomorrow = _midnight(today), _midnight(today + timedelta(days=1))
    return Agenda(
        late=[row for row in listed if row.starts_at < start],
        today=[row for row in listed if start <= row.starts_at < tomorrow],
        coming=[row for row in listed if row.starts_at >= tomorrow],
        more=len(found) > MOST_LISTED,
    )


def next_activity(actor: Actor, record: Company | Contact) -> Activity | None:
    """The first thing still to do with a company, or with a person; one query."""
    rows = visible_activities(actor).filter(state=ActivityState.PLANNED.value)
    if isinstance(record, Contact):
        rows = rows.filter(activity_contacts__contact_id=record.pk)
    else:
        rows = rows.filter(company_id=record.pk)
    return rows.order_by("starts_at", "id").only(*_NEXT).first()


def due_count(actor: Actor, today: date) -> int:
    """How many planned activities of the actor are late or for today, at most 100."""
    rows = visible_activities(actor).filter(
        owner_id=actor.user_id,
        state=ActivityState.PLANNED.value,
        starts_at__lt=_midnight(today + timedelta(days=1)),
    )
    return rows.order_by()[:MOST_LISTED].count()


def activities_for_page(actor: Actor) -> QuerySet[Activity]:
    """Visible activities with all that their page shows; observations only for who may read them."""
    rows = activities_with_people(actor).select_related(
        "owner", "company", "created_by", "from_report_item__activity"
    )
    if not actor.may_read(FieldGroup.OBSERVATIONS):
        return rows
    observed = Observation.objects.select_related("contact").order_by("contact_id", "id")
    return rows.prefetch_related(Prefetch("observations", observed))


def people_of(actor: Actor, company: Company) -> Sequence[Contact]:
    """The people who work or worked at a company, as far as the actor sees them, those of today first."""
    rows = visible_contacts(actor).filter(Q(company=company) | Q(posts__company=company)).distinct()
    people = list(rows.select_related("current_post").order_by("name_key", "id")[:MOST_PEOPLE])
    return sorted(people, key=lambda person: person.company_id != company.pk)


def activity_journal(activity: Activity, limit: int = 20) -> Sequence[JournalEntry]:
    """The last changes of an activity, newest first."""
    rows = JournalEntry.objects.filter(subject_kind="activity", subject_id=activity.pk)
    return list(rows.order_by("-at", "-id")[:limit])


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()), timezone.get_default_timezone())
