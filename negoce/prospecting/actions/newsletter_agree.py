"""Keeps that a person agreed to the newsletter: for which address, when, and where they said so."""

from __future__ import annotations

from datetime import datetime

from negoce.companies.models import Contact
from negoce.prospecting.models import NewsletterConsent


def keep_consent(contact: Contact, *, email: str, at: datetime, source: str) -> NewsletterConsent:
    """The row, for the address that they gave, else for the one that they have. In the caller's transaction."""
    return NewsletterConsent.objects.create(
        contact=contact, email=(email or contact.email).strip(), given_at=at, source=source[:200]
    )
