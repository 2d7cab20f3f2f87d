"""What invoices note on the orders and deliveries that they bill."""

from __future__ import annotations

from decimal import Decimal

import pytest

from negoce.billing.actions.document_draft import draft_from_deliveries
from negoce.billing.queries.to_invoice import invoiceable_deliveries, invoiceable_orders
from negoce.identity.rules.actor import system_actor
from tests.factories.billing import issue, make_delivery, make_seller, make_terms

pytestmark = pytest.mark.django_db


def test_tenths_that_binary_cannot_hold_are_invoiced_to_the_last():
    make_seller()
    terms = make_terms(lines=[("Comté", "0.3", "50")])
    for quantity in ("0.1", "0.2"):
        issue(draft_from_deliveries(system_actor(), [make_delivery(terms, [quantity])]))
    assert terms.agreed_lines.get().invoiced == Decimal("0.3")
    assert not invoiceable_orders(system_actor()).exists()
    assert not invoiceable_deliveries(system_actor()).exists()
