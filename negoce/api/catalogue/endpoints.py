"""Products and price lists, to read: they come in from files, or are kept on screen."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from negoce.api.catalogue.resource import PRICE_LISTS, PRODUCTS
from negoce.api.records.reading import reading
from negoce.identity.rules.token_scopes import TokenScope as S

_G = _("Produits")
ENDPOINTS = (
    *reading(
        PRODUCTS, S.PRODUCTS_READ, _G, page=_("Les produits, une page à la fois"), one=_("Un produit"),
    ),
    *reading(
        PRICE_LISTS, S.PRODUCTS_READ, _("Tarifs"), page=_("Les tarifs, une page à la fois"),
        one=_("Un tarif et ses prix (5 000 au plus)"),
    ),
)  # fmt: skip
