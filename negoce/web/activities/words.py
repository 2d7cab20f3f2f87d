"""Moments and kinds as the pages of activities write them."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from negoce.companies.enums import ActivityKind, ActivityState
from negoce.companies.models import Activity
from negoce.kit.dates import format_date, format_date_long, format_hour

ICONS = {
    ActivityKind.VISIT: "visit",
    ActivityKind.CALL: "phone",
    ActivityKind.VIDEO: "video",
    ActivityKind.EMAIL: "mail",
    ActivityKind.MESSAGE: "chat",
    ActivityKind.LETTER: "file",
    ActivityKind.NOTE: "note",
    ActivityKind.TASK: "task",
}
_DAYS = (
    ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
)


def language() -> str:
    """The reader's language as the kit names it."""
    return "fr" if (get_language() or "fr").startswith("fr") else "en"


def day_words(day: date, today: date) -> str:
    """« aujourd’hui », « demain », « hier », « 12 nov. », with the year when it is another one."""
    distance = (day - today).days
    if -1 <= distance <= 1:
        return {0: _("aujourd’hui"), 1: _("demain"), -1: _("hier")}[distance]
    written = format_date(day, language())
    return written.removesuffix(f" {day.year}") if day.year == today.year else written


def hour_words(moment: datetime) -> str:
    """« 9 h 30 », « 14 h »."""
    return format_hour(timezone.localtime(moment), language())


def moment_words(moment: datetime, today: date, *, all_day: bool) -> str:
    """The day, and the hour of what has one."""
    day = day_words(timezone.localtime(moment).date(), today)
    return day if all_day else f"{day} {hour_words(moment)}"


def moment_long(moment: datetime, *, all_day: bool) -> str:
    """The weekday, the day in full and the hour: « lundi 23 novembre 2026 à 9 h »."""
    here = timezone.localtime(moment)
    weekday = _DAYS[0 if language() == "fr" else 1][here.weekday()]
    day = f"{weekday} {format_date_long(here.date(), language())}"
    return day if all_day else _("%(day)s à %(hour)s") % {"day": day, "hour": hour_words(moment)}


def time_tag(words: str, moment: datetime, *, all_day: bool = False) -> SafeString:
    """The words of a moment, exact when pointed at."""
    here = timezone.localtime(moment)
    exact = here.date().isoformat() if all_day else here.isoformat(timespec="minutes")
    return format_html(
        '<time datetime="{}" title="{}">{}</time>', exact, moment_long(moment, all_day=all_day), words
    )


def is_late(activity: Activity, today: date) -> bool:
    """Whether it was planned for a day that is over."""
    planned = activity.state == ActivityState.PLANNED
    return planned and timezone.localtime(activity.starts_at).date() < today
