"""The unguessable address that shows one version to one person."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, time, timedelta

from django.utils import timezone

from negoce.companies.models import Contact
from negoce.negotiation.models import QuoteLink, QuoteVersion

TOKEN_BYTES = 32
# An offer that is over can still be looked at for a while; it can no longer be accepted.
DAYS_AFTER = 30
_USUAL_DAYS = 60


def token_digest(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def make_link(version: QuoteVersion, *, email: str, contact: Contact | None = None) -> tuple[QuoteLink, str]:
    """Make a link to a version in the caller's transaction; returns it with its token, which is kept nowhere.

    The page stands at `/q/<token>/`. Called by the action that sends the version, which has checked everything.
    """
    token = secrets.token_urlsafe(TOKEN_BYTES)
    link = QuoteLink.objects.create(
        version=version,
        contact=contact,
        email=email,
        token_sha256=token_digest(token),
        expires_at=_expiry(version),
    )
    return link, token


def _expiry(version: QuoteVersion) -> datetime:
    day = version.valid_until or timezone.localdate() + timedelta(days=_USUAL_DAYS)
    return timezone.make_aware(datetime.combine(day + timedelta(days=DAYS_AFTER + 1), time.min))
