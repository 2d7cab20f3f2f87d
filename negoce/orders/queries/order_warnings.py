"""What to know of a customer before an order is taken: warnings, none of which refuses it."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone

from negoce.companies.enums import BuyerType, DirectoryNeed
from negoce.companies.models import Activity, Company
from negoce.kit.explain import Finding


def order_warnings(company: Company) -> Sequence[Finding]:
    """Warnings on a company that the caller may see; one query."""
    found: list[Finding] = []
    leaving = (
        Activity.objects.filter(company=company, departure_declared=True, deleted_at__isnull=True)
        .order_by("-starts_at")
        .values_list("starts_at", flat=True)
        .first()
    )
    if leaving is not None:
        figures = {"on": timezone.localtime(leaving).date()}
        found.append(Finding("order.customer_leaving", "warning", figures))
    if company.buyer_type == BuyerType.PUBLIC_BODY.value and not company.siret:
        found.append(Finding("order.no_siret", "warning"))
    elif not company.siren:
        found.append(Finding("order.no_siren", "warning"))
    return [*found, *_asked_by_chorus(company)]


def _asked_by_chorus(company: Company) -> list[Finding]:
    """What the invoice of a public body will have to bear, by its entry in the directory."""
    if company.buyer_type != BuyerType.PUBLIC_BODY.value:
        return []
    asked = {"service": company.service_code_need, "commitment": company.commitment_need}
    needed = [name for name, need in asked.items() if need == DirectoryNeed.REQUIRED.value]
    return [Finding(f"order.needs_{'_and_'.join(needed)}", "warning")] if needed else []
