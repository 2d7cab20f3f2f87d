"""Quotes that a person may see, with what their page shows."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from negoce.companies.queries.visible import company_rights, visible_companies
from negoce.identity.models import JournalEntry
from negoce.identity.rules.actor import Actor
from negoce.negotiation.models import Quote, QuoteApproval, QuoteLine, QuoteVersion


def visible_quotes(actor: Actor) -> QuerySet[Quote]:
    """Quotes of the companies that the actor may see, deleted ones left out, in no order."""
    seen = Q(company__deleted_at__isnull=True) & company_rights(actor, "company__")
    return Quote.objects.filter(seen, deleted_at__isnull=True).order_by()


def listed_quotes(actor: Actor) -> QuerySet[Quote]:
    """The same as `visible_quotes`, worded for lists: SQLite follows the order and asks each row for its company."""
    if connection.vendor != "sqlite":
        return visible_quotes(actor)
    seen = Exists(visible_companies(actor).filter(pk=OuterRef("company_id")))
    return Quote.objects.filter(seen, deleted_at__isnull=True).order_by()


def quotes_for_page(actor: Actor) -> QuerySet[Quote]:
    """Quotes with what stands at the head of their page."""
    return visible_quotes(actor).select_related("company", "company__owner", "contact", "owner", "deal")


def current_version(quote: Quote) -> QuoteVersion:
    """The version that the quote stands at."""
    return quote.versions.get(version=quote.current_version)


def lines_of(version: QuoteVersion) -> list[QuoteLine]:
    """The lines of a version in order, with their products."""
    lines = version.lines.select_related("product").order_by("position", "id")
    return list(lines)


def versions_of(quote: Quote) -> Sequence[QuoteVersion]:
    """Every version, the newest first."""
    return list(quote.versions.order_by("-version"))


def approvals_of(version: QuoteVersion) -> Sequence[QuoteApproval]:
    """What was asked about a version and answered, the newest first."""
    return list(version.approvals.select_related("asked_by", "answered_by").order_by("-id"))


def quote_journal(quote: Quote, limit: int) -> Sequence[JournalEntry]:
    """The last changes of a quote."""
    rows = JournalEntry.objects.filter(subject_kind="quote", subject_id=quote.pk)
    return list(rows.order_by("-at", "-pk")[:limit])
