"""What a glance at a record from a list shows: what comes next and the last exchanges."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from negoce.companies.enums import ActivityState
from negoce.companies.models import Activity, Company, Contact
from negoce.companies.queries.timeline.activities import add_people
from negoce.companies.queries.visible import visible_activities
from negoce.identity.rules.actor import Actor

PLANNED, DONE = 3, 5


@dataclass(frozen=True, slots=True)
class Exchanges:
    """What is planned, soonest first, and what was done, newest first."""

    planned: Sequence[Activity]
    done: Sequence[Activity]


def exchanges(actor: Actor, record: Company | Contact) -> Exchanges:
    """The next and the last exchanges of a record that the actor sees, in four queries whatever their number."""
    rows = visible_activities(actor).select_related("owner", "company")
    if isinstance(record, Contact):
        rows = rows.filter(activity_contacts__contact=record)
    else:
        rows = rows.filter(company=record)
    planned = list(rows.filter(state=ActivityState.PLANNED.value).order_by("starts_at", "id")[:PLANNED])
    done = list(rows.filter(state=ActivityState.DONE.value).order_by("-starts_at", "-id")[:DONE])
    add_people([*planned, *done])
    return Exchanges(planned, done)
