"""Accounts and payments are seen by whoever sees the company."""

from __future__ import annotations

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet

from negoce.billing.models import Payment, Receivable
from negoce.companies.queries.visible import company_rights, visible_companies
from negoce.identity.rules.actor import Actor


def visible_receivables(actor: Actor) -> QuerySet[Receivable]:
    """What the companies that the actor may see owe or owed, in no order."""
    rows = Receivable.objects.filter(company_rights(actor, "company__"), company__deleted_at__isnull=True)
    return rows.order_by()


def visible_payments(actor: Actor) -> QuerySet[Payment]:
    """Payments of the companies that the actor may see, cancelled ones included, in no order."""
    rows = Payment.objects.filter(company_rights(actor, "company__"), company__deleted_at__isnull=True)
    return rows.order_by()


def listed_receivables(actor: Actor) -> QuerySet[Receivable]:
    """The same, worded for lists: SQLite follows the order and asks each row for its company."""
    if connection.vendor != "sqlite":
        return visible_receivables(actor)
    companies = visible_companies(actor).filter(pk=OuterRef("company_id"))
    return Receivable.objects.filter(Exists(companies)).order_by()


def listed_payments(actor: Actor) -> QuerySet[Payment]:
    """The same, worded for lists."""
    if connection.vendor != "sqlite":
        return visible_payments(actor)
    companies = visible_companies(actor).filter(pk=OuterRef("company_id"))
    return Payment.objects.filter(Exists(companies)).order_by()
