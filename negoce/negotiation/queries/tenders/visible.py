"""A tender is seen by whoever sees the company that buys."""

from __future__ import annotations

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet

from negoce.companies.models import Company
from negoce.companies.queries.visible import company_rights, visible_companies
from negoce.identity.rules.actor import Actor
from negoce.negotiation.models import Tender
from negoce.negotiation.rules.tender_days import STEPS


def visible_tenders(actor: Actor) -> QuerySet[Tender]:
    """Tenders of the companies that the actor may see, in no order."""
    rows = Tender.objects.order_by()
    if actor.sees_everything:
        return rows.exclude(company_id__in=Company.objects.filter(deleted_at__isnull=False).values("pk"))
    if connection.vendor == "sqlite":
        return rows.filter(Exists(visible_companies(actor).filter(pk=OuterRef("company_id"))))
    return rows.filter(company_rights(actor, "company__"), company__deleted_at__isnull=True)


def tenders_for_page(actor: Actor) -> QuerySet[Tender]:
    """Visible tenders with the records that their page names."""
    return visible_tenders(actor).select_related("company", "owner", "deal")


def open_tenders(actor: Actor) -> QuerySet[Tender]:
    """Those whose result is not known yet."""
    return visible_tenders(actor).filter(stage__in=[step.value for step in STEPS])
