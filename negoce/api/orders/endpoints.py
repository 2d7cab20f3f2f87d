"""Orders, to read: they come in from files and, later, from quotes."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from negoce.api.orders.deliveries import DELIVERIES
from negoce.api.orders.resource import ORDERS
from negoce.api.records.reading import reading
from negoce.identity.rules.token_scopes import TokenScope as S

_G = _("Commandes")
ENDPOINTS = (
    *reading(
        ORDERS, S.ORDERS_READ, _G, page=_("Les commandes, une page à la fois"),
        one=_("Une commande et ses lignes (500 au plus)"),
    ),
    *DELIVERIES,
)  # fmt: skip
