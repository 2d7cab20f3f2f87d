"""Notes that the page of an offer, or its PDF, was shown."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from negoce.negotiation.models import QuoteLink, QuoteView
from negoce.negotiation.rules.quote_link import address_hint

# A page loaded again at once is one view, and a page loaded without end fills no disk.
SAME_VIEW = timedelta(minutes=5)
MOST_VIEWS = 500


def note_view(link: QuoteLink, what: str, ip: str) -> bool:
    """Keep one view of the `page` or of the `pdf`; returns whether it was kept."""
    hint, now = address_hint(ip), timezone.now()
    rows = QuoteView.objects.filter(link=link, what=what)
    if rows.filter(ip_hint=hint, at__gt=now - SAME_VIEW).exists() or rows.count() >= MOST_VIEWS:
        return False
    QuoteView.objects.create(link=link, what=what, ip_hint=hint)
    return True
