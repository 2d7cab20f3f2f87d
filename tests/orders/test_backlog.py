"""What is left to deliver, and what it is worth: the same on both databases."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils import timezone

from negoce.orders.actions.delivery_make import deliver_order
from negoce.orders.models import OrderTerms
from negoce.orders.queries.backlog import backlog, backlog_totals
from negoce.orders.rules.shipment import Shipment
from tests.factories.handled_orders import agreed, make_handled
from tests.factories.identity import make_actor

pytestmark = pytest.mark.django_db
D = Decimal


def delivered_one(terms: OrderTerms) -> None:
    line = terms.agreed_lines.get()
    deliver_order(make_actor(), terms.order, shipment=Shipment({line.pk: D(1)}))


def test_the_rest_of_whole_amounts_is_counted_to_the_cent() -> None:
    thirds, halves = (
        make_handled(lines=[agreed("3", "33.3333")]),
        make_handled(lines=[agreed("2", "10.25")]),
    )
    # 100.00 is stored as an integer by SQLite: two thirds of it are no integer.
    for terms in (thirds, halves):
        delivered_one(terms)
    actor, today = make_actor(), timezone.localdate()
    assert [row.left_net for row in backlog(actor).order_by("pk")] == [D("66.67"), D("10.25")]
    totals = backlog_totals(actor, today)
    assert (totals.orders, totals.net, totals.late_orders, totals.undated) == (2, D("76.92"), 0, 2)
