"""The lines of an order do not go round the approval of its quote."""

from __future__ import annotations

from decimal import Decimal

import pytest

from negoce.identity.enums import Role, Scope
from negoce.kit.refusal import Refused
from negoce.orders.actions.order_from_quote import order_from_quote
from negoce.orders.actions.order_lines_change import change_lines
from negoce.orders.models import Order
from tests.factories.handled_orders import agreed, make_accepted, quote_line
from tests.factories.identity import make_actor

pytestmark = pytest.mark.django_db
COST = Decimal(70)


def test_less_than_the_floor_of_the_quote_is_for_who_approves() -> None:
    version = make_accepted(margin_floor=Decimal(20))
    quote_line(version, 1, "1", "100", unit_cost=COST)
    order = order_from_quote(make_actor(), version)
    orders_only = make_actor(Role.SALES_ADMINISTRATION, scope=Scope.ALL)
    with pytest.raises(Refused, match="sous le plancher"):
        change_lines(orders_only, order, lines=[agreed("1", "80", unit_cost=COST)])
    assert Order.objects.get(pk=order.pk).net == Decimal(100)
    change_lines(orders_only, order, lines=[agreed("1", "90", unit_cost=COST)])
    change_lines(make_actor(Role.MANAGER, scope=Scope.ALL), order, lines=[agreed("1", "80", unit_cost=COST)])
    # What a manager allowed may be typed again, or become better.
    change_lines(orders_only, order, lines=[agreed("1", "81", unit_cost=COST)])
    with pytest.raises(Refused, match="sous le plancher"):
        change_lines(orders_only, order, lines=[agreed("1", "79", unit_cost=COST)])
