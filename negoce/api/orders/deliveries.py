"""Deliveries of an order: what left, what is left to deliver, record one, its arrival, take one back."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from negoce.api.endpoints import Answer, Call, Endpoint
from negoce.api.orders.resource import ORDERS
from negoce.api.problems import invalid
from negoce.api.records.given import Kind, read_fields, text_option
from negoce.api.records.inputs import input_schema
from negoce.api.records.links import only
from negoce.api.records.numbers import number_of
from negoce.api.records.one import held, load
from negoce.api.records.schemas import ID
from negoce.api.records.values import plain
from negoce.catalogue.enums import LineKind
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.token_scopes import TokenScope as S
from negoce.orders.actions.delivery_arrive import arrive
from negoce.orders.actions.delivery_cancel import cancel_delivery
from negoce.orders.actions.delivery_make import deliver_order
from negoce.orders.models import Delivery, Order, OrderLineTerms
from negoce.orders.queries.handled import HandledOrder, handled_order, visible_deliveries
from negoce.orders.queries.visible import visible_orders
from negoce.orders.rules.shipment import Shipment

_FACTS: Mapping[str, Kind] = {
    **dict.fromkeys(("shipped_on", "delivered_on", "carrier", "tracking", "note"), Kind.TEXT),
    "allow_over": Kind.FLAG,
}
_DAYS = ("promised_on", "shipped_on", "delivered_on")
_TEXTS = ("number", "carrier", "tracking", "note", "return_reason", "cancel_reason")
_QUANTITIES = ("ordered", "delivered", "invoiced")


def _list(call: Call) -> Answer:
    return Answer(_told(load(_orders(call), call.public_id)))


def _record(call: Call) -> Answer:
    facts = read_fields(call.body, _FACTS, {}, besides=frozenset({"lines"})).values
    given = {name: value for name, value in facts.items() if value is not None}
    require(call.actor, Permission.MANAGE_ORDERS)
    with held(call, ORDERS, _orders(call)) as order:
        quantities = _quantities(call, order)
        deliver_order(call.actor, order, shipment=Shipment(quantities, **given))  # type: ignore[arg-type]
    return Answer(_told(load(_orders(call), call.public_id)), status=201)


def _arrive(call: Call) -> Answer:
    only(call, frozenset({"delivered_on"}))
    delivery = load(visible_deliveries(call.actor), call.public_id)
    arrive(call.actor, delivery, on=text_option(call.body, "delivered_on"))
    return _order_of(call, delivery)


def _cancel(call: Call) -> Answer:
    only(call, frozenset({"reason"}))
    delivery = load(visible_deliveries(call.actor), call.public_id)
    cancel_delivery(call.actor, delivery, reason=text_option(call.body, "reason"))
    return _order_of(call, delivery)


def _orders(call: Call) -> QuerySet[Order]:
    return visible_orders(call.actor).select_related("terms")


def _order_of(call: Call, delivery: Delivery) -> Answer:
    order = _orders(call).filter(pk=delivery.order_id).first()
    if order is None:
        raise Http404
    return Answer(_told(order))


def _told(order: Order) -> Mapping[str, Any]:
    """Deliveries, the newest first, and the lines by which they are named; an order of the past has neither."""
    terms = getattr(order, "terms", None)
    if terms is None:
        return {"items": [], "lines": []}
    found: HandledOrder = handled_order(terms)
    return {
        "items": [_delivery(each) for each in found.deliveries],
        "lines": [_line(each) for each in found.lines if each.kind == LineKind.ITEM.value],
    }


def _delivery(delivery: Delivery) -> Mapping[str, Any]:
    return {
        "id": delivery.public_id,
        **{name: getattr(delivery, name) for name in _TEXTS},
        **{name: plain(getattr(delivery, name)) for name in _DAYS},
        "cancelled_at": plain(delivery.cancelled_at),
        "lines": [
            {"position": each.line.position, "label": each.line.label, "quantity": plain(each.quantity)}
            for each in sorted(delivery.lines.all(), key=lambda each: each.line.position)
        ],
    }


def _line(line: OrderLineTerms) -> Mapping[str, Any]:
    figures = (line.quantity, line.delivered, line.invoiced)
    return {
        "position": line.position,
        "code": line.code,
        "label": line.label,
        **{name: plain(value) for name, value in zip(_QUANTITIES, figures, strict=True)},
        "promised_on": plain(line.promised_on),
    }


def _quantities(call: Call, order: Order) -> Mapping[int, Decimal] | None:
    """By line as it was agreed; None, all that is left, when the body names none. Raises Problem."""
    if "lines" not in call.body:
        return None
    given = call.body["lines"]
    if not isinstance(given, list):
        raise invalid("lines", _now("Une liste de lignes est attendue."))
    rows = OrderLineTerms.objects.filter(order_id=order.pk, kind=LineKind.ITEM.value).order_by("position")
    keys = dict(rows.values_list("position", "pk"))
    found: dict[int, Decimal] = {}
    for number, each in enumerate(given):
        position = each.get("position") if isinstance(each, dict) else None
        if isinstance(position, bool) or not isinstance(position, int) or position not in keys:
            raise invalid(
                f"line-{number}-position", _now("Indiquez la position d’une ligne de cette commande.")
            )
        if keys[position] in found:
            raise invalid(f"line-{number}-position", _now("Cette ligne est déjà nommée."))
        found[keys[position]] = number_of(each.get("quantity"), f"line-{number}-quantity")
    return found


_STRING: dict[str, Any] = {"type": "string"}
_DAY: dict[str, Any] = {"type": ["string", "null"], "format": "date"}


def _schema() -> dict[str, Any]:
    position = {"position": {"type": "integer"}, "label": _STRING}
    line = {**position, "code": _STRING, **dict.fromkeys(_QUANTITIES, _STRING), "promised_on": _DAY}
    parts = {"type": "object", "properties": {**position, "quantity": _STRING}}
    delivery = {
        "id": ID,
        **dict.fromkeys(_TEXTS, _STRING),
        **dict.fromkeys(_DAYS, _DAY),
        "cancelled_at": {"type": ["string", "null"], "format": "date-time"},
        "lines": {"type": "array", "items": parts},
    }
    properties = {
        "items": {"type": "array", "items": {"type": "object", "properties": delivery}},
        "lines": {"type": "array", "items": {"type": "object", "properties": line}},
    }
    return {"type": "object", "required": list(properties), "properties": properties}


_G = _("Livraisons")
_LINES: dict[str, Any] = {
    "lines": {
        "type": "array",
        "items": {
            "type": "object",
            "properties": {"position": {"type": "integer"}, "quantity": {"type": ["number", "string"]}},
        },
        "description": "what leaves, by agreed line; absent: all that is left",
    }
}
DELIVERIES = (
    Endpoint(
        "GET", "orders/{id}/deliveries", "list_order_deliveries",
        _("Les livraisons d’une commande, et ce qui reste de ses lignes"), S.ORDERS_READ, _list, answer=_schema,
        group=_G,
    ),
    Endpoint(
        "POST", "orders/{id}/deliveries", "create_delivery", _("Enregistrer une livraison, en tout ou en partie"),
        S.ORDERS_WRITE, _record, body=lambda: input_schema(_FACTS, more=_LINES), answer=_schema, status=201,
        group=_G,
    ),
    Endpoint(
        "POST", "deliveries/{id}/arrive", "arrive_delivery", _("Noter le jour où une livraison est arrivée"),
        S.ORDERS_WRITE, _arrive,
        body=lambda: input_schema({"delivered_on": Kind.TEXT}, needed=["delivered_on"]), answer=_schema, group=_G,
    ),
    Endpoint(
        "POST", "deliveries/{id}/cancel", "cancel_delivery", _("Reprendre une livraison enregistrée par erreur"),
        S.ORDERS_WRITE, _cancel, body=lambda: input_schema({"reason": Kind.TEXT}, needed=["reason"]),
        answer=_schema, group=_G,
    ),
)  # fmt: skip
