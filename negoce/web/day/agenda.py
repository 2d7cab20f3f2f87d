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
    """One line: its hour, empty for what has none, its kind and company, and what it is about."""

    hour: str
    title: str
    url: str
    about: str
    is_done: bool


def agenda_lines(activities: Sequence[Activity]) -> Sequence[AgendaLine]:
    """The lines of a day, in order."""
    return [_line(each) for each in activities]


def _line(activity: Activity) -> AgendaLine:
    kind = choice_label(ActivityKind, activity.kind)
    company = activity.company.name if activity.company else ""
    about = "" if activity.subject == kind else activity.subject
    title = f"{kind} {company}" if company else activity.subject
    return AgendaLine(
        hour="" if activity.all_day else hour_words(activity.starts_at),
        title=title,
        url=reverse("activities:record", args=[activity.public_id]),
        about=about if company else "",
        is_done=activity.state == ActivityState.DONE.value,
    )
