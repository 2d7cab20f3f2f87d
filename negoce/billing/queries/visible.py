"""An invoice is seen by whoever sees its company."""

from __future__ import annotations

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet

from negoce.billing.enums import DocumentState
from negoce.billing.models import FiscalDocument
from negoce.companies.queries.visible import company_rights, visible_companies
from negoce.identity.rules.actor import Actor


def visible_documents(actor: Actor) -> QuerySet[FiscalDocument]:
    """Drafts and issued documents of the companies that the actor may see, in no order."""
    return FiscalDocument.objects.filter(
        company_rights(actor, "company__"), company__deleted_at__isnull=True
    ).order_by()


def listed_documents(actor: Actor) -> QuerySet[FiscalDocument]:
    """The same, worded for lists: SQLite follows the order and asks each row for its company."""
    if connection.vendor != "sqlite":
        return visible_documents(actor)
    companies = visible_companies(actor).filter(pk=OuterRef("company_id"))
    return FiscalDocument.objects.filter(Exists(companies)).order_by()


def issued_documents(actor: Actor) -> QuerySet[FiscalDocument]:
    """Issued documents that the actor may see, in no order."""
    return visible_documents(actor).filter(state=DocumentState.ISSUED.value)
