"""What a person planned for a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from negoce.automation.queries.day.asked import midnight
from negoce.companies.enums import ActivityState
from negoce.companies.models import Activity
from negoce.companies.queries.visible import visible_activities
from negoce.identity.rules.actor import Actor

MOST_LISTED = 20


def agenda_of_day(reader: Actor, person_id: int, day: date) -> Sequence[Activity]:
    """What is planned or was done that day, by hour, as far as `reader` sees it; one query."""
    rows = visible_activities(reader).filter(
        owner_id=person_id,
        state__in=[ActivityState.PLANNED.value, ActivityState.DONE.value],
        starts_at__gte=midnight(day),
        starts_at__lt=midnight(day + timedelta(days=1)),
    )
    return list(rows.select_related("company").order_by("starts_at", "id")[:MOST_LISTED])
