"""Whose data fall due (R-G1), among the people an actor sees; people to be informed of what is held about them."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from negoce.companies.models import Contact, PrivacySettings, RetentionProposal
from negoce.companies.permissions import require_privacy
from negoce.companies.queries.visible import visible_contacts
from negoce.identity.rules.actor import Actor
from negoce.kit.dates import add_months

NOTICE_MONTHS = 1


def visible_proposals(actor: Actor) -> QuerySet[RetentionProposal]:
    """What the night found about people whom the actor sees, the most overdue first. Raises NotAllowed."""
    require_privacy(actor)
    seen = visible_contacts(actor).values("pk")
    return RetentionProposal.objects.filter(pk__in=seen).order_by("due_on", "contact_key")


def retention_settings() -> PrivacySettings:
    """What the house decided; never to erase by itself when nothing was."""
    return PrivacySettings.objects.filter(pk=1).first() or PrivacySettings()


def to_inform(actor: Actor) -> QuerySet[Contact]:
    """People who were never told what is held about them, the oldest first (RGPD, art. 14.3)."""
    rows = visible_contacts(actor).filter(informed_on__isnull=True)
    return rows.select_related("company").order_by("created_at", "pk")


def notice_due(collected_on: date) -> date:
    """By when a person whose data came from elsewhere is told: one month after."""
    return add_months(collected_on, NOTICE_MONTHS)
