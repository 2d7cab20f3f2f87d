"""Closes a link to the page of an offer."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from negoce.identity.rules.actor import Actor
from negoce.negotiation.actions.quotes.loading import journal, loaded
from negoce.negotiation.models import QuoteLink


def revoke_link(actor: Actor, link: QuoteLink) -> bool:
    """Make a link useless from now on; returns whether it was of use. Raises NotAllowed."""
    with transaction.atomic():
        row, _version = loaded(actor, link.version.quote)
        revoked = QuoteLink.objects.filter(pk=link.pk, revoked_at__isnull=True).update(
            revoked_at=timezone.now(), code_sha256=""
        )
        if revoked:
            journal(actor, row, "changed", {"link": (link.email, None)})
    return bool(revoked)
