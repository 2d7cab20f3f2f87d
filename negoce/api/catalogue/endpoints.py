"""Products, to read: they come in from files."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from negoce.api.catalogue.resource import PRODUCTS
from negoce.api.records.reading import reading
from negoce.identity.rules.token_scopes import TokenScope as S

_G = _("Produits")
ENDPOINTS = (
    *reading(
        PRODUCTS, S.PRODUCTS_READ, _G, page=_("Les produits, une page à la fois"), one=_("Un produit"),
    ),
)  # fmt: skip
