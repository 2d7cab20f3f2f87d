"""What waits says what its invoice will come to."""

from __future__ import annotations

from decimal import Decimal

import pytest

from negoce.billing.actions.draft_order import draft_delivered
from negoce.billing.actions.waiting_nets import delivered_nets
from negoce.billing.queries.waiting import waiting_orders
from negoce.identity.rules.actor import system_actor
from tests.factories.billing import issue, make_delivery, make_seller, make_terms

pytestmark = pytest.mark.django_db
US = system_actor()
SIZES = {"reductions": [{"kind": "trade_discount", "amount": "10.00"}], "shipping": Decimal(12)}


def _now(terms) -> Decimal:
    return delivered_nets(US, [terms])[terms.pk]


def test_what_is_delivered_of_an_order_is_what_its_invoice_comes_to():
    make_seller()
    terms = make_terms(**SIZES)
    assert _now(terms) == 0
    make_delivery(terms, ["1", "0"])
    first = draft_delivered(US, terms)
    assert _now(terms) == first.net == Decimal("58.43")
    issue(first)
    terms.refresh_from_db()
    assert _now(terms) == 0
    make_delivery(terms, ["1", "10"])
    last = draft_delivered(US, terms)
    assert _now(terms) == last.net == terms.net - first.net


def test_services_wait_without_a_delivery():
    terms = make_terms(lines=[("Comté", "2", "50"), ("Formation", "3", "100")])
    terms.agreed_lines.filter(label="Formation").update(unit="DAY")
    assert _now(terms) == Decimal(300)


def test_as_many_queries_whatever_the_number_of_orders(queries):
    def make():
        make_delivery(make_terms(), ["1", "1"])

    queries.same(make=make, read=lambda: delivered_nets(US, list(waiting_orders(US))))
