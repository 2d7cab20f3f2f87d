"""Orders, to read: they come in from files and, later, from quotes."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from negoce.api.endpoints import Endpoint
from negoce.api.orders.resource import ORDERS
from negoce.api.records.fields import fields_endpoint
from negoce.api.records.listing import LISTED, list_page
from negoce.api.records.one import show
from negoce.api.records.schemas import page_schema
from negoce.identity.rules.token_scopes import TokenScope as S

_G = _("Commandes")
ENDPOINTS = (
    Endpoint(
        "GET", "orders", "list_orders", _("Les commandes, une page à la fois"), S.ORDERS_READ,
        lambda call: list_page(call, ORDERS), query=LISTED,
        answer=lambda: page_schema(ORDERS.schema()), group=_G,
    ),
    fields_endpoint(ORDERS, S.ORDERS_READ, (), _G),
    Endpoint(
        "GET", "orders/{id}", "get_order", _("Une commande et ses lignes (500 au plus)"), S.ORDERS_READ,
        lambda call: show(call, ORDERS), answer=lambda: ORDERS.schema(whole=True), group=_G,
    ),
)  # fmt: skip
