"""Deliveries in parts, beyond the order, back again; the state of the order follows."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from negoce.identity.enums import Role
from negoce.identity.permissions import NotAllowed
from negoce.kit.refusal import Conflict, Refused
from negoce.orders.actions.delivery_arrive import arrive
from negoce.orders.actions.delivery_cancel import cancel_delivery
from negoce.orders.actions.delivery_make import deliver_order
from negoce.orders.actions.delivery_return import take_back
from negoce.orders.enums import OrderState
from negoce.orders.models import Delivery, DeliveryLine, OrderTerms
from negoce.orders.rules.shipment import Shipment
from tests.factories.handled_orders import agreed, make_handled
from tests.factories.identity import make_actor

pytestmark = pytest.mark.django_db
D = Decimal


def keys(terms: OrderTerms) -> list[int]:
    return list(terms.agreed_lines.order_by("position").values_list("pk", flat=True))


def left(terms: OrderTerms) -> list[Decimal]:
    return [line.quantity - line.delivered for line in terms.agreed_lines.order_by("position")]


def test_a_part_then_the_rest() -> None:
    terms = make_handled(lines=[agreed("10"), agreed("4")])
    actor, (first, _second) = make_actor(), keys(terms)
    part = deliver_order(actor, terms.order, shipment=Shipment({first: D(6)}, carrier="Geodis"))
    terms.refresh_from_db()
    assert (terms.state, left(terms)) == (OrderState.PARTLY_DELIVERED.value, [D(4), D(4)])
    assert (part.shipped_on, part.delivered_on, part.carrier) == (timezone.localdate(), None, "Geodis")
    assert part.number == f"BL-{timezone.localdate().year}-00001"
    rest = deliver_order(actor, terms.order, shipment=Shipment())
    terms.refresh_from_db()
    assert (terms.state, terms.delivered_on, left(terms)) == (OrderState.DELIVERED.value, None, [D(0), D(0)])
    assert [line.quantity for line in rest.lines.order_by("line__position")] == [D(4), D(4)]
    for delivery in (part, rest):
        arrive(actor, delivery, on=timezone.localdate())
    terms.refresh_from_db()
    assert terms.delivered_on == timezone.localdate()
    with pytest.raises(Refused, match="reste rien"):
        deliver_order(actor, terms.order, shipment=Shipment())


def test_tenths_add_up() -> None:
    terms = make_handled(lines=[agreed("0.3")])
    (key,) = keys(terms)
    for _each in range(3):
        deliver_order(make_actor(), terms.order, shipment=Shipment({key: D("0.1")}))
    terms.refresh_from_db()
    assert (terms.state, left(terms)) == (OrderState.DELIVERED.value, [D(0)])


def test_more_than_ordered_only_when_said() -> None:
    terms = make_handled()
    (key,) = keys(terms)
    with pytest.raises(Refused) as refused:
        deliver_order(make_actor(), terms.order, shipment=Shipment({key: D(11)}))
    assert list(refused.value.fields) == [f"quantity-{key}"]
    assert not Delivery.objects.exists()
    deliver_order(make_actor(), terms.order, shipment=Shipment({key: D(11)}, allow_over=True))
    terms.refresh_from_db()
    assert (terms.state, left(terms)) == (OrderState.DELIVERED.value, [D(-1)])


def test_what_comes_back_is_left_again_unless_nobody_wants_it() -> None:
    terms = make_handled()
    actor, (key,) = make_actor(), keys(terms)
    deliver_order(actor, terms.order, shipment=Shipment())
    back = take_back(actor, terms.order, quantities={key: D(2)}, reason="damaged")
    terms.refresh_from_db()
    assert (terms.state, left(terms)) == (OrderState.PARTLY_DELIVERED.value, [D(2)])
    assert (back.number[:3], back.return_reason) == ("BR-", "damaged")
    assert DeliveryLine.objects.get(delivery=back).quantity == D(-2)
    deliver_order(actor, terms.order, shipment=Shipment())
    take_back(actor, terms.order, quantities={key: D(3)}, reason="not_needed", replace=False)
    terms.refresh_from_db()
    assert (terms.state, terms.closing_reason) == (OrderState.CLOSED.value, "Le client n’en veut plus")


def test_a_return_needs_its_reason_and_goods_that_were_there() -> None:
    terms = make_handled()
    (key,) = keys(terms)
    with pytest.raises(Refused) as refused:
        take_back(make_actor(), terms.order, quantities={key: D(1)}, reason="")
    assert list(refused.value.fields) == ["reason"]
    with pytest.raises(Refused, match="livrés"):
        take_back(make_actor(), terms.order, quantities={key: D(1)}, reason="damaged")


def test_a_mistaken_delivery_is_taken_back() -> None:
    terms = make_handled()
    actor, (key,) = make_actor(), keys(terms)
    wrong = deliver_order(actor, terms.order, shipment=Shipment({key: D(4)}))
    cancel_delivery(actor, wrong, reason="Mauvais client")
    terms.refresh_from_db()
    assert (terms.state, left(terms)) == (OrderState.OPEN.value, [D(10)])
    right = deliver_order(actor, terms.order, shipment=Shipment({key: D(4)}))
    take_back(actor, terms.order, quantities={key: D(4)}, reason="damaged")
    with pytest.raises(Refused, match="déjà revenue"):
        cancel_delivery(actor, right, reason="x")
    right.refresh_from_db()
    assert right.cancelled_at is None
    DeliveryLine.objects.filter(delivery=right).update(invoiced=4)
    with pytest.raises(Refused, match="facturée"):
        cancel_delivery(actor, right, reason="x")


@pytest.mark.parametrize(
    ("shipped", "delivered", "field"),
    [(1, None, "shipped_on"), (0, 1, "delivered_on"), (-1, -2, "delivered_on")],
)
def test_days_are_past_and_in_order(shipped: int, delivered: int | None, field: str) -> None:
    terms = make_handled()
    today = timezone.localdate()
    arrived = None if delivered is None else today + timedelta(days=delivered)
    shipment = Shipment(shipped_on=today + timedelta(days=shipped), delivered_on=arrived)
    with pytest.raises(Refused) as refused:
        deliver_order(make_actor(), terms.order, shipment=shipment)
    assert list(refused.value.fields) == [field]


def test_a_service_is_performed_on_a_day() -> None:
    terms = make_handled(ordered_on=date(2026, 11, 2))
    done = deliver_order(make_actor(), terms.order, shipment=Shipment(delivered_on=date(2026, 11, 10)))
    terms.refresh_from_db()
    assert (done.shipped_on, terms.delivered_on) == (date(2026, 11, 10), date(2026, 11, 10))


def test_rights_and_revision() -> None:
    terms = make_handled()
    with pytest.raises(NotAllowed):
        deliver_order(make_actor(Role.SALESPERSON), terms.order, shipment=Shipment())
    with pytest.raises(Conflict):
        deliver_order(make_actor(), terms.order, shipment=Shipment(), revision=terms.revision + 5)
    assert not Delivery.objects.exists()
