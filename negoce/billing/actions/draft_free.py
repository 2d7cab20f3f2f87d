"""Drafts an invoice that no order precedes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from negoce.billing.actions.draft_begin import begin
from negoce.billing.actions.draft_writing import DraftLine
from negoce.billing.enums import DocumentKind
from negoce.billing.models import FiscalDocument
from negoce.companies.actions.company_checks import visible_company
from negoce.companies.models import Company
from negoce.companies.rules.service_codes import usual_service
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.parameters.queries.seller import seller


def draft_free(
    actor: Actor, company: Company, *, lines: Sequence[DraftLine] = (), **values: Any
) -> FiscalDocument:
    """Begin an invoice that no order precedes; `values` are columns of the document. Raises Refused."""
    require(actor, Permission.ISSUE_INVOICES)
    home = visible_company(actor, company.pk)
    us = seller()
    document = FiscalDocument(
        kind=DocumentKind.INVOICE.value,
        company=home,
        owner_id=home.owner_id,
        **{
            "term_kind": us.term_kind,
            "term_days": us.term_days,
            "term_sector": us.term_sector,
            "early_payment": us.early_payment,
            "early_percent": us.early_percent,
            "early_days": us.early_days,
            "supplied_on": timezone.localdate(),
            "service_code": usual_service(home.buyer_type, home.service_codes),
            **values,
        },
    )
    return begin(actor, document, lines)
