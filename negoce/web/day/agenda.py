"""The agenda of the day as lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from negoce.companies.enums import ActivityKind, ActivityState
from negoce.companies.models import Activity
from negoce.companies.words.choices import choice_label
from negoce.web.activities.words import hour_words


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """One line: its hour, empty for what has none, its subject, its kind unless it is a task, and its company."""

    hour: str
    title: str
    kind: str
    url: str
    company: str
    is_done: bool


def agenda_lines(activities: Sequence[Activity]) -> Sequence[AgendaLine]:
    """The lines of a day, in order."""
    return [_line(each) for each in activities]


def _line(activity: Activity) -> AgendaLine:
    kind = str(choice_label(ActivityKind, activity.kind))
    # What is planned is a task unless said otherwise, and a subject may be the kind itself.
    says_kind = activity.kind != ActivityKind.TASK and activity.subject != kind
    return AgendaLine(
        hour="" if activity.all_day else hour_words(activity.starts_at),
        title=activity.subject,
        kind=kind if says_kind else "",
        url=reverse("activities:record", args=[activity.public_id]),
        company=activity.company.name if activity.company else "",
        is_done=activity.state == ActivityState.DONE.value,
    )
