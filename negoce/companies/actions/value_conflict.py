"""Says what happened when somebody else changed the same value of a record meanwhile."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from negoce.identity.models import JournalEntry
from negoce.kit.dates import format_date
from negoce.kit.refusal import Conflict

_LOOKED_BACK = 30


def value_conflict(kind: str, subject_id: int, *, field: str, current: object, shown: str) -> Conflict:
    """The refusal for `field`: who changed it, to what, when; `shown` is the value stored now, in words."""
    value = shown or _("rien")
    entry = _last_change(kind, subject_id, field)
    if entry is None:
        message = _("La valeur est devenue « %(value)s » entre-temps. Garder la vôtre ?") % {"value": value}
    else:
        message = _("%(name)s a mis « %(value)s » %(when)s. Garder la vôtre ?") % {
            "name": entry.actor_name,
            "value": value,
            "when": _moment(entry),
        }
    return Conflict(message, field=field, current=current)


def _last_change(kind: str, subject_id: int, field: str) -> JournalEntry | None:
    entries = JournalEntry.objects.filter(subject_kind=kind, subject_id=subject_id)
    for entry in entries.order_by("-at", "-id")[:_LOOKED_BACK]:
        if field in entry.values:
            return entry
    return None


def _moment(entry: JournalEntry) -> str:
    at = timezone.localtime(entry.at)
    hour = _("à %(hour)s h %(minute)s") % {"hour": at.hour, "minute": f"{at.minute:02d}"}
    if at.date() == timezone.localdate():
        return hour
    return _("le %(day)s %(hour)s") % {
        "day": format_date(at.date(), (get_language() or "fr")[:2]),
        "hour": hour,
    }
