"""Says what happened when somebody else changed the same value meanwhile."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from negoce.companies.models import Company
from negoce.companies.words.company_values import show_value
from negoce.identity.models import JournalEntry
from negoce.kit.dates import format_date
from negoce.kit.refusal import Conflict

_LOOKED_BACK = 30


def conflict_on(row: Company, field: str) -> Conflict:
    """The refusal for `field`: who changed it, to what, when; `current` is the value stored now."""
    current = getattr(row, field)
    shown = show_value(field, current) or _("rien")
    entry = _last_change(row.pk, field)
    if entry is None:
        message = _("La valeur est devenue « %(value)s » entre-temps. Garder la vôtre ?") % {"value": shown}
    else:
        message = _("%(name)s a mis « %(value)s » %(when)s. Garder la vôtre ?") % {
            "name": entry.actor_name,
            "value": shown,
            "when": _moment(entry),
        }
    return Conflict(message, field=field, current=current)


def _last_change(company_id: int, field: str) -> JournalEntry | None:
    entries = JournalEntry.objects.filter(subject_kind="company", subject_id=company_id)
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
