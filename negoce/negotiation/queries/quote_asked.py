"""Whether the reader of a quote asked for it: what lets it reach who opposed prospecting (decision 0031)."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from negoce.companies.models import Activity, Contact
from negoce.negotiation.models import Quote
from negoce.outbox.actions.gate import last_refused_on


def opposed_unasked(quote: Quote, address: str, contact: Contact | None) -> bool:
    """Whether the reader at `address` opposed prospecting by e-mail and nothing tells that they want this quote.

    The quote's own contact does, and who asked for a quote in an exchange; at their own address alone.
    """
    opposed_on = last_refused_on(address, contact)
    if opposed_on is None:
        return False
    reader = contact or quote.contact
    if reader is None or reader.email.lower() != address.lower():
        return True
    return quote.contact_id != reader.pk and not _asked(quote, reader, opposed_on)


def _asked(quote: Quote, reader: Contact, opposed_on: date) -> bool:
    """A request from before the opposition holds for a quote that was begun by then, for no later one."""
    rows = Activity.objects.filter(company_id=quote.company_id, quote_wanted=True, deleted_at__isnull=True)
    if timezone.localdate(quote.created_at) > opposed_on:
        rows = rows.filter(starts_at__date__gte=opposed_on)
    return rows.filter(activity_contacts__contact=reader).exists()
