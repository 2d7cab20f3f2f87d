"""What an order is to programs: the columns that it is filtered and sorted by, and its lines."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from negoce.api.records.resource import Resource
from negoce.api.records.schemas import REF
from negoce.api.records.values import plain
from negoce.identity.enums import FieldGroup
from negoce.identity.rules.actor import Actor
from negoce.orders.queries.lists import ORDER_LIST
from negoce.orders.queries.order_page import order_lines, orders_for_page


def _more(actor: Actor, public_id: str) -> Mapping[str, Any]:
    order = orders_for_page(actor).filter(public_id=public_id).first()
    if order is None:
        return {}
    with_cost = actor.may_read(FieldGroup.MARGIN)
    lines = []
    for line in order_lines(order).lines:
        product = line.product
        told = {
            "position": line.position,
            "product": {"id": product.public_id, "name": product.label} if product else None,
            "code": product.code if product else "",
            "label": line.label,
            "quantity": plain(line.quantity),
            "unit_price": plain(line.unit_price),
            "net": plain(line.net),
        }
        lines.append({**told, "cost": plain(line.cost)} if with_cost else told)
    return {"lines": lines}


_LINE = {
    "type": "object",
    "properties": {
        "position": {"type": "integer"},
        "product": REF,
        **{key: {"type": "string"} for key in ("code", "label", "quantity", "unit_price", "net")},
        "cost": {"type": ["string", "null"]},
    },
}
ORDERS = Resource(ORDER_LIST, _more, {"lines": {"type": "array", "items": _LINE}}, joined=True)
