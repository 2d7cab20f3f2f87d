"""Quotes that were accepted and orders that are handled here; orders through their own action."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import count

from negoce.companies.models import Company
from negoce.identity.rules.actor import system_actor
from negoce.loyalty.actions.contract_create import create_contract
from negoce.loyalty.models import Contract
from negoce.negotiation.enums import QuoteState
from negoce.negotiation.models import Quote, QuoteLine, QuoteVersion
from negoce.orders.actions.order_place import place_order
from negoce.orders.models import OrderTerms
from negoce.orders.rules.agreed_lines import AgreedLine
from tests.factories.companies import make_company

_numbers = count(1)


def agreed(
    quantity: str = "10", price: str = "12.5", label: str = "Meule de comté", **more: object
) -> AgreedLine:
    """A line of an order, at 20 % VAT unless told otherwise."""
    return AgreedLine(label=label, quantity=Decimal(quantity), unit_price=Decimal(price), **more)


def make_handled(
    company: Company | None = None, lines: Sequence[AgreedLine] | None = None, **values: object
) -> OrderTerms:
    """An order placed today, of ten cheeses unless told otherwise."""
    order = place_order(system_actor(), company or make_company(), lines=lines or [agreed()], values=values)
    return OrderTerms.objects.select_related("order__company").get(pk=order.pk)


def make_contract(company: Company | None = None, **values: object) -> Contract:
    """A contract of maintenance from the first of this year, invoiced each quarter, unless told otherwise."""
    given: dict[str, object] = {
        "title": "Maintenance des chambres froides",
        "kind": "maintenance",
        "starts_on": "01/01/2026",
        "term_months": "12",
        "renewal": "tacit",
        "notice_days": "90",
        "period": "quarter",
        "in_advance": True,
        **values,
    }
    lines = [agreed("1", "300", "Visite trimestrielle")]
    return create_contract(system_actor(), company or make_company(), lines=lines, values=given)


def make_accepted(company: Company | None = None, **fields: object) -> QuoteVersion:
    """A version that was sent and that the customer accepted, without lines."""
    values: dict[str, object] = {
        "state": QuoteState.ACCEPTED.value,
        "issued_on": date(2026, 11, 1),
        "sent_at": "2026-11-01T09:00:00Z",
        **fields,
    }
    quote = Quote.objects.create(
        number=f"DEV-{next(_numbers):05d}", company=company or make_company(), state=values["state"]
    )
    return QuoteVersion.objects.create(quote=quote, **values)


def quote_line(
    version: QuoteVersion, position: int, quantity: str, price: str, **fields: object
) -> QuoteLine:
    """A line of a version, at 20 % VAT unless told otherwise."""
    values: dict[str, object] = {"label": f"Ligne {position}", "quantity": Decimal(quantity), **fields}
    return QuoteLine.objects.create(version=version, position=position, unit_price=Decimal(price), **values)
