"""What invoices note on the orders and deliveries that they bill."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import transaction

from negoce.billing.actions.draft_deliveries import draft_from_deliveries
from negoce.billing.actions.draft_order import draft_delivered, draft_from_order
from negoce.billing.actions.draft_save import delete_draft
from negoce.billing.actions.issue_orders import bill_orders
from negoce.billing.actions.waiting_nets import delivered_nets
from negoce.billing.queries.to_invoice import delivery_lines_left, invoiceable_deliveries, invoiceable_orders
from negoce.identity.rules.actor import system_actor
from negoce.kit.refusal import Refused
from negoce.orders.actions.delivery_cancel import cancel_delivery
from negoce.orders.actions.delivery_make import deliver_order
from negoce.orders.actions.order_close import close_rest
from negoce.orders.actions.order_lines_change import change_lines
from negoce.orders.models import Delivery, OrderLineTerms
from negoce.orders.rules.shipment import Shipment
from tests.factories.billing import issue, make_customer, make_delivery, make_seller, make_terms
from tests.factories.handled_orders import agreed

pytestmark = pytest.mark.django_db


def test_tenths_that_binary_cannot_hold_are_invoiced_to_the_last():
    make_seller()
    terms = make_terms(lines=[("Comté", "0.3", "50")])
    for quantity in ("0.1", "0.2"):
        issue(draft_from_deliveries(system_actor(), [make_delivery(terms, [quantity])]))
    assert terms.agreed_lines.get().invoiced == Decimal("0.3")
    assert not invoiceable_orders(system_actor()).exists()
    assert not invoiceable_deliveries(system_actor()).exists()


def test_a_delivery_cancelled_since_is_not_invoiced():
    make_seller()
    terms = make_terms()
    delivery = make_delivery(terms, ["2", "0"])
    draft = draft_from_deliveries(system_actor(), [delivery])
    cancel_delivery(system_actor(), delivery, reason="Saisie en double")
    with pytest.raises(Refused, match=f"{delivery.number} a été annulée"):
        issue(draft)
    with pytest.raises(Refused, match="annulée"), transaction.atomic():
        bill_orders(draft)


def test_lines_that_a_draft_bills_are_not_replaced():
    terms, actor = make_terms(), system_actor()
    draft = draft_from_order(actor, terms)
    with pytest.raises(Refused, match="brouillon"):
        change_lines(actor, terms.order, lines=[agreed()])
    assert [line.label for line in terms.agreed_lines.order_by("position")] == ["Comté", "Beurre"]
    delete_draft(actor, draft)
    change_lines(actor, terms.order, lines=[agreed()])
    assert terms.agreed_lines.get().label == "Meule de comté"


def test_what_was_given_up_is_not_invoiced():
    make_seller()
    terms, actor = make_terms(), system_actor()
    cheese = terms.agreed_lines.order_by("position").first()
    service = OrderLineTerms.objects.create(
        order=terms, position=3, label="Montage", quantity=1, unit="HUR", unit_price=80, net=80
    )
    deliver_order(actor, terms.order, shipment=Shipment({cheese.pk: Decimal(1)}))
    close_rest(actor, terms.order, reason="Rupture")
    terms.refresh_from_db()
    assert [terms] == list(invoiceable_orders(actor))
    for draft in (draft_delivered(actor, terms), draft_from_order(actor, terms)):
        billed = draft.lines.filter(kind="item").order_by("position").values_list("label", "quantity")
        assert list(billed) == [("Comté", Decimal(1)), ("Montage", Decimal(1))]
    assert delivered_nets(actor, [terms]) == {terms.pk: Decimal(130)}
    issue(draft)
    assert service.pk in draft.lines.values_list("order_line_id", flat=True)
    assert not invoiceable_orders(actor).exists()
    # Billed ahead of any delivery note: the note offers no goods of the rest that was given up.
    assert not invoiceable_deliveries(actor).exists()
    assert list(delivery_lines_left(list(Delivery.objects.all()))) == []


def test_orders_of_two_commitments_are_two_invoices():
    company = make_customer()
    sent = [
        make_delivery(make_terms(company, commitment_number=number), ["1", "1"]) for number in ("E-1", "E-2")
    ]
    with pytest.raises(Refused, match="engagement"):
        draft_from_deliveries(system_actor(), sent)
