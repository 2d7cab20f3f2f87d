"""Which terms of sale a customer should have, which they have, and who has which."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet
from django.utils import timezone

from negoce.catalogue.models import TermsOfSale, TermsReceipt
from negoce.catalogue.rules.terms_of_sale import TermsVersion, in_force
from negoce.companies.models import Company
from negoce.companies.queries.visible import company_rights
from negoce.identity.rules.actor import Actor


@dataclass(frozen=True, slots=True)
class CompanyTerms:
    """The version in force for a customer, when they received it, and everything that they received, newest first."""

    current: TermsOfSale | None
    received: TermsReceipt | None
    receipts: Sequence[TermsReceipt]


def terms_in_force(company: Company, day: date | None = None) -> TermsOfSale | None:
    """The version that holds for a customer on a day (today unless given), without its file; one query."""
    rows = {row.pk: row for row in TermsOfSale.objects.defer("pdf").order_by("pk")}
    versions = [TermsVersion(row.pk, row.customer_kind, row.starts_on) for row in rows.values()]
    found = in_force(versions, company.kind, day or timezone.localdate())
    return rows[found.key] if found else None


def terms_to_send(company: Company, day: date | None = None) -> TermsOfSale | None:
    """The version in force when the customer has not received it yet; None otherwise, and without terms.

    Whoever sends a quote attaches its `pdf` and calls `note_terms_sent`. Three queries at most.
    """
    current = terms_in_force(company, day)
    if current is None or TermsReceipt.objects.filter(company=company, terms=current).exists():
        return None
    return TermsOfSale.objects.get(pk=current.pk)


def company_terms(company: Company) -> CompanyTerms:
    """What a company that the caller may see received; two queries."""
    current = terms_in_force(company)
    receipts = list(
        TermsReceipt.objects.filter(company=company)
        .select_related("contact", "recorded_by", "terms")
        .defer("terms__pdf")
        .order_by("-sent_at", "-id")
    )
    received = next((each for each in receipts if current and each.terms_id == current.pk), None)
    return CompanyTerms(current, received, receipts)


def all_terms() -> QuerySet[TermsOfSale]:
    """Every version without its file, each with `sendings`, how often it was sent."""
    return (
        TermsOfSale.objects.defer("pdf")
        .annotate(sendings=Count("receipts"))
        .order_by("customer_kind", "-starts_on", "-id")
    )


def receipts_of(actor: Actor, terms: TermsOfSale, limit: int) -> Sequence[TermsReceipt]:
    """The last customers that received a version, among those that the actor sees; one query."""
    rows = TermsReceipt.objects.filter(
        company_rights(actor, "company__"), terms=terms, company__deleted_at__isnull=True
    )
    return list(rows.select_related("company", "contact", "recorded_by").order_by("-sent_at", "-id")[:limit])
