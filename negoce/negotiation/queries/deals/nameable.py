"""Whom one may name as having said something in a deal."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from negoce.companies.models import Contact
from negoce.companies.queries.visible import visible_contacts
from negoce.identity.rules.actor import Actor
from negoce.negotiation.models import Deal


def nameable_people(actor: Actor, deal: Deal, kept_id: int | None = None) -> QuerySet[Contact]:
    """The people of the company of a deal, and `kept_id`, who was named and has left it since; by name."""
    rows = visible_contacts(actor).filter(Q(company_id=deal.company_id) | Q(pk=kept_id))
    return rows.order_by("name_key", "id")
