"""A deal is seen by whoever sees its company."""

from __future__ import annotations

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet

from negoce.companies.models import Company
from negoce.companies.queries.visible import company_rights, visible_companies
from negoce.identity.rules.actor import Actor
from negoce.negotiation.models import Deal


def visible_deals(actor: Actor) -> QuerySet[Deal]:
    """Deals of the companies that the actor may see, deleted ones left out, in no order."""
    alive = Deal.objects.filter(deleted_at__isnull=True).order_by()
    if actor.sees_everything:
        # Few companies are in the bin: their keys are read once, no deal asks for its company.
        return alive.exclude(company_id__in=Company.objects.filter(deleted_at__isnull=False).values("pk"))
    if connection.vendor == "sqlite":
        # Asked deal by deal: joined, SQLite first goes through every company, whatever the page.
        return alive.filter(Exists(visible_companies(actor).filter(pk=OuterRef("company_id"))))
    return alive.filter(company_rights(actor, "company__"), company__deleted_at__isnull=True)


def deals_of_few_companies(actor: Actor) -> QuerySet[Deal]:
    """The same for who sees few companies: these are gone through, then their deals."""
    rights = company_rights(actor, "company__")
    return Deal.objects.filter(rights, deleted_at__isnull=True, company__deleted_at__isnull=True).order_by()


def deleted_deals(actor: Actor) -> QuerySet[Deal]:
    """Deleted deals of companies that the actor sees, in no order."""
    return (
        Deal.objects.filter(company_rights(actor, "company__"), deleted_at__isnull=False)
        .filter(company__deleted_at__isnull=True)
        .order_by()
    )
