"""Whether the reader of a quote asked for it: what lets it reach who opposed prospecting (decision 0031)."""

from __future__ import annotations

from negoce.companies.enums import ContactPurpose
from negoce.companies.models import Activity, Contact
from negoce.negotiation.models import Quote
from negoce.outbox.actions.gate import decide

_OPPOSED = frozenset({"reach.opposed", "address.stopped"})


def opposed_unasked(quote: Quote, address: str, contact: Contact | None) -> bool:
    """Whether the reader at `address` opposed prospecting by e-mail and nothing tells that they want this quote.

    The quote's own contact does, and who asked for a quote in an exchange; at their own address alone.
    """
    reach = decide(address, contact, ContactPurpose.PROFESSIONAL, company_id=quote.company_id)
    if reach.allowed or reach.reason.code not in _OPPOSED:
        return False
    reader = contact or quote.contact
    if reader is None or reader.email.lower() != address.lower():
        return True
    return quote.contact_id != reader.pk and not _asked(quote, reader)


def _asked(quote: Quote, reader: Contact) -> bool:
    rows = Activity.objects.filter(company_id=quote.company_id, quote_wanted=True, deleted_at__isnull=True)
    return rows.filter(activity_contacts__contact=reader).exists()
