"""What the list, the page and the panel of a deal say alike."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from negoce.kit.dates import format_date
from negoce.negotiation.models import AidHandout, SalesAid
from negoce.negotiation.rules.aids import Standing, days_late, expiry
from negoce.ui.words.figures import number
from negoce.ui.words.say import reader_language

TONES = {Standing.FINE: "", Standing.SOON: "warn", Standing.PAST: "bad"}


def expiry_words(row: SalesAid, today: date) -> tuple[str, str]:
    """Until when a document holds, and the tone of it; empty without a day."""
    if row.expires_on is None:
        return "", ""
    standing = expiry(row.expires_on, today)
    day = format_date(row.expires_on, reader_language())
    said = _("périmé depuis le %(day)s") if standing is Standing.PAST else _("jusqu’au %(day)s")
    return said % {"day": day}, TONES[standing]


def due_words(row: AidHandout, today: date) -> tuple[str, str]:
    """When a loan is to be fetched, and the tone of it; empty for what was given or came back."""
    if row.due_on is None or not row.outside:
        return "", ""
    late = days_late(row.due_on, today)
    if late:
        words = ngettext("à récupérer, en retard d’un jour", "à récupérer, en retard de %(days)s jours", late)
        return words % {"days": number(late)}, "bad"
    day = format_date(row.due_on, reader_language())
    return _("à récupérer le %(day)s") % {"day": day}, ""
