"""Sellers, orders to invoice, drafts and issued documents for tests."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import count

from negoce.billing.actions.document_issue import issue_document
from negoce.billing.actions.draft_free import draft_free
from negoce.billing.actions.draft_writing import DraftLine
from negoce.billing.actions.issue_prepare import no_official_check
from negoce.billing.models import FiscalDocument
from negoce.companies.models import Address, Company
from negoce.identity.rules.actor import Actor, system_actor
from negoce.orders.models import Delivery, DeliveryLine, Order, OrderLineTerms, OrderTerms
from negoce.parameters.models import Seller
from tests.conftest import TODAY
from tests.factories.companies import make_company

_numbers = count(1)
SELLER = {
    "name": "Fromagerie Marchand SAS",
    "legal_form": "SAS",
    "capital": Decimal(50_000),
    "siren": "552100554",
    "siret": "55210055400013",
    "vat_number": "FR96552100554",
    "register_town": "Lyon",
    "street": "12 rue des Halles",
    "postal_code": "69002",
    "city": "Lyon",
    "phone": "+33472000000",
    "email": "factures@marchand.example",
    "iban": "FR7630006000011234567890189",
    "bic": "AGRIFRPP",
}


def make_seller(**fields: object) -> Seller:
    """A seller who has said all that an invoice must say."""
    return Seller.objects.update_or_create(pk=1, defaults={**SELLER, **fields})[0]


def make_customer(name: str | None = None, **fields: object) -> Company:
    """A customer with a SIREN and a head office."""
    values: dict[str, object] = {
        "siren": "732829320",
        "siret": "73282932000074",
        "vat_number": "FR44732829320",
    }
    company = make_company(name, **{**values, **fields})
    Address.objects.create(
        company=company, kind="head_office", line1="3 place du Marché", postal_code="38000", city="Grenoble"
    )
    return company


def item(
    label: str = "Comté 18 mois", price: str = "100", quantity: str = "1", **fields: object
) -> DraftLine:
    """A line of 100 € at 20 %, unless told otherwise."""
    values: dict[str, object] = {"vat_rate": Decimal(20), **fields}
    return DraftLine(label=label, unit_price=Decimal(price), quantity=Decimal(quantity), **values)  # type: ignore[arg-type]


def make_draft(
    company: Company | None = None,
    lines: Sequence[DraftLine] = (),
    actor: Actor | None = None,
    **values: object,
) -> FiscalDocument:
    """A draft of one line of 100 €, unless told otherwise."""
    who = actor or system_actor()
    home = company or make_customer()
    return draft_free(who, home, lines=list(lines) or [item()], **{"supplied_on": TODAY, **values})


def make_issued(
    company: Company | None = None, lines: Sequence[DraftLine] = (), **values: object
) -> FiscalDocument:
    """An issued invoice; the official rules are not asked, they have tests of their own."""
    return issue(make_draft(company, lines, **values))


def issue(draft: FiscalDocument, **given: object) -> FiscalDocument:
    """Issue a draft today, the official rules left out."""
    day = given.pop("day", TODAY)
    return issue_document(system_actor(), draft, day=day, check=no_official_check, **given)  # type: ignore[arg-type]


def make_terms(
    company: Company | None = None,
    lines: Sequence[tuple[str, str, str]] = (("Comté", "2", "50"), ("Beurre", "10", "4")),
    **fields: object,
) -> OrderTerms:
    """An order handled here: lines of (label, quantity, unit price) at 20 %."""
    number = next(_numbers)
    order = Order.objects.create(
        company=company or make_customer(),
        reference=f"CDE-{number:05d}",
        ordered_on=date(2026, 11, 2),
        lines_count=len(lines),
    )
    terms = OrderTerms.objects.create(order=order, **fields)
    rows = [
        OrderLineTerms(
            order=terms, position=place, label=label, quantity=Decimal(quantity), unit_price=Decimal(price)
        )
        for place, (label, quantity, price) in enumerate(lines, start=1)
    ]
    worked = terms.add_up([row.as_sale_line() for row in rows])
    for row, net, off in zip(rows, worked.value.line_nets, worked.value.line_reductions, strict=True):
        row.net, row.allowance = net, off
    OrderLineTerms.objects.bulk_create(rows)
    terms.save()
    return terms


def make_delivery(terms: OrderTerms, quantities: Sequence[str], on: date = date(2026, 11, 10)) -> Delivery:
    """A delivery that left: one quantity a line of the order, "0" for none."""
    delivery = Delivery.objects.create(
        order=terms, number=f"BL-{next(_numbers):05d}", shipped_on=on, delivered_on=on
    )
    lines = terms.agreed_lines.order_by("position")
    DeliveryLine.objects.bulk_create(
        DeliveryLine(delivery=delivery, line=line, quantity=Decimal(quantity))
        for line, quantity in zip(lines, quantities, strict=True)
        if Decimal(quantity)
    )
    return delivery
