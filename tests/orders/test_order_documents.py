"""What is printed of orders: the confirmation with its amounts, the note of a delivery without prices."""

from __future__ import annotations

from decimal import Decimal

import pytest

from negoce.catalogue.documents.sale_document import Payment, SaleKind
from negoce.catalogue.rules.early_payment import EarlyPayment
from negoce.identity.rules.actor import system_actor
from negoce.orders.actions.delivery_make import deliver_order
from negoce.orders.actions.delivery_return import take_back
from negoce.orders.documents.order_documents import delivery_note, order_confirmation
from negoce.orders.rules.shipment import Shipment
from tests.factories.companies import make_company, make_contact
from tests.factories.handled_orders import agreed, make_handled

pytestmark = pytest.mark.django_db
D = Decimal


def test_a_confirmation_says_what_is_agreed() -> None:
    terms = make_handled(lines=[agreed("10", "12.5")], buyer_reference="BC 7", shipping=D(15))
    document = order_confirmation(terms)
    assert (document.kind, document.number) == (SaleKind.ORDER_CONFIRMATION, terms.order.reference)
    assert document.amounts is not None
    assert (document.amounts.amounts.base, document.amounts.amounts.incl_vat) == (D(140), D(168))
    assert "BC 7" in [fact.value for fact in document.facts]


def test_who_reads_english_receives_english() -> None:
    company = make_company()
    contact = make_contact(company, language="en")
    terms = make_handled(company, contact=contact, early=EarlyPayment(D("2.00"), 8))
    assert (terms.early_percent, terms.early_days, terms.early_payment) == (D("2.00"), 8, "")
    document = order_confirmation(terms)
    assert (document.language, document.payment) == (
        "en",
        Payment(
            "30 days after the invoice date",
            early_payment="Discount of 2% for payment within 8 days of the invoice date "
            "(French commercial code, art. L441-9).",
        ),
    )
    note = delivery_note(deliver_order(system_actor(), terms.order, shipment=Shipment()))
    assert note.language == "en"
    assert order_confirmation(make_handled()).language == "fr"


def test_a_note_stays_what_it_was_on_its_day() -> None:
    terms, actor = make_handled(lines=[agreed("10")]), system_actor()
    key = terms.agreed_lines.get().pk
    first = deliver_order(actor, terms.order, shipment=Shipment({key: D(4)}))
    second = deliver_order(actor, terms.order, shipment=Shipment())
    back = take_back(actor, terms.order, quantities={key: D(1)}, reason="damaged")
    printed = [
        (line.quantity, line.ordered, line.remaining)
        for each in (first, second, back)
        for line in delivery_note(each).lines
    ]
    assert printed == [(D(4), D(10), D(6)), (D(6), D(10), D(0)), (D(-1), D(10), D(1))]
    assert [delivery_note(each).acceptance for each in (first, back)] == [True, False]
    assert delivery_note(back).title == "Bon de retour"
    assert delivery_note(first).amounts is None
