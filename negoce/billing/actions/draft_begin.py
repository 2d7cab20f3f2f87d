"""What every draft of an invoice begins with: its order as it is now, its head, its first lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from negoce.billing.actions.draft_writing import DraftLine, write_lines
from negoce.billing.enums import DocumentKind
from negoce.billing.models import FiscalDocument
from negoce.companies.actions.company_checks import visible_company
from negoce.identity.actions.journal import Entry, record
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused
from negoce.orders.enums import OrderState
from negoce.orders.models import OrderTerms

_FROM_ORDER = (
    "currency", "term_kind", "term_days", "term_sector", "payment_with_order", "early_payment", "early_percent",
    "early_days", "contact_id", "owner_id", "billing_address_id", "delivery_address_id", "buyer_reference",
    "commitment_number", "service_code",
    "shipping_vat_rate",
)  # fmt: skip


def billable_order(actor: Actor, order: OrderTerms) -> OrderTerms:
    """The order as it is now, of a company that the actor sees; raises Refused when it is cancelled."""
    found = OrderTerms.objects.select_related("order__company").get(pk=order.pk)
    visible_company(actor, found.order.company_id)
    if found.state == OrderState.CANCELLED.value:
        raise Refused(
            _("La commande %(reference)s est annulée : elle ne se facture pas.")
            % {"reference": found.order.reference}
        )
    return found


def from_order(order: OrderTerms, *, supplied_on: date | None) -> FiscalDocument:
    """The head of an invoice of an order, unsaved: its terms, addresses and references."""
    values: Mapping[str, Any] = {name: getattr(order, name) for name in _FROM_ORDER}
    return FiscalDocument(
        kind=DocumentKind.INVOICE.value,
        company=order.order.company,
        order=order.order,
        supplied_on=supplied_on,
        **values,
    )


def begin(actor: Actor, document: FiscalDocument, lines: Sequence[DraftLine]) -> FiscalDocument:
    """Store a draft with its lines, and journal it. Raises Refused for lines that no invoice bears."""
    with transaction.atomic():
        document.save()
        write_lines(document, lines)
        record(
            actor,
            Entry(
                "created",
                "invoice",
                document.pk,
                document.number or _("brouillon"),
                company_key=document.company_id,
                changes={"kind": (None, document.kind), "incl_vat": (None, document.incl_vat)},
            ),
        )
    return document
