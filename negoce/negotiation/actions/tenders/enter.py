"""Enters a tender with its buyer, a company of the file or a new one, in one transaction."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from negoce.companies.actions.company_create import create_company
from negoce.companies.models import Company
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused
from negoce.negotiation.actions.tenders.save import create_tender
from negoce.negotiation.models import Deal, Tender


def enter_tender(
    actor: Actor,
    *,
    company: Company | None,
    given: Mapping[str, object],
    company_name: str = "",
    deal: Deal | None = None,
    guard_reason: str = "",
) -> Tender:
    """Enter a tender of a company, which is created under `company_name` when it is None.

    Raises NotAllowed, FreeTextRefused, and Refused with the faulty fields, those of a new company under `company`.
    """
    with transaction.atomic():
        if company is None:
            try:
                company = create_company(actor, values={"name": company_name})
            except Refused as refused:
                raise Refused(refused.message, fields={"company": [refused.message]}) from refused
        return create_tender(actor, company=company, given=given, deal=deal, guard_reason=guard_reason)
