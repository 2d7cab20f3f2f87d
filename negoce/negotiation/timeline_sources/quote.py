"""Quotes on the threads of the customer file: those that were dated."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from negoce.companies.interfaces import TimelineItem, TimelinePosition, TimelineRequest, TimelineSource
from negoce.kit.money import format_money
from negoce.negotiation.models import Quote
from negoce.negotiation.queries.quotes import visible_quotes
from negoce.negotiation.words.quote import state_label, state_tone
from negoce.ui.words.say import reader_language

GROUP = "quotes"
TEMPLATE = "web/activities/_item_plain.html"
_READ = ("public_id", "number", "title", "state", "net", "issued_on")


def _read(request: TimelineRequest) -> Sequence[TimelineItem]:
    """Quotes stand at the beginning of the day they are dated, in the state they are in now."""
    if request.company_id is None or (request.groups and GROUP not in request.groups):
        return []
    rows = visible_quotes(request.actor).filter(company_id=request.company_id, issued_on__isnull=False)
    if request.search:
        rows = rows.filter(Q(number__icontains=request.search) | Q(title__icontains=request.search))
    if request.after is not None:
        zone = timezone.get_default_timezone()
        day, key = timezone.localtime(request.after.at, zone).date(), request.after.key
        rows = rows.filter(issued_on__lte=day).filter(Q(issued_on__lt=day) | Q(pk__lt=key))
    return [_item(quote) for quote in rows.only(*_READ).order_by("-issued_on", "-id")[: request.limit]]


def _item(quote: Quote) -> TimelineItem:
    assert quote.issued_on is not None
    at = timezone.make_aware(datetime.combine(quote.issued_on, time()), timezone.get_default_timezone())
    context = {
        "title": _now("Devis %(number)s") % {"number": quote.number},
        "rest": f"{format_money(quote.net, reader_language())} · {state_label(quote.state)}",
        "tone": state_tone(quote.state),
        "text": quote.title,
        "page": "quotes:quote",
        "public_id": quote.public_id,
    }
    return TimelineItem(at, TimelinePosition(at, quote.pk), TEMPLATE, context)


def _present(request: TimelineRequest) -> Sequence[str]:
    if request.company_id is None:
        return []
    rows = Quote.objects.filter(
        company_id=request.company_id, issued_on__isnull=False, deleted_at__isnull=True
    )
    return [GROUP] if rows.exists() else []


QUOTES = TimelineSource(key="quotes", groups={GROUP: _("Devis")}, read=_read, present=_present)
