"""Products, to read: they come in from files."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from negoce.api.catalogue.resource import PRODUCTS
from negoce.api.endpoints import Endpoint
from negoce.api.records.fields import fields_endpoint
from negoce.api.records.listing import LISTED, list_page
from negoce.api.records.one import show
from negoce.api.records.schemas import page_schema
from negoce.identity.rules.token_scopes import TokenScope as S

_G = _("Produits")
ENDPOINTS = (
    Endpoint(
        "GET", "products", "list_products", _("Les produits, une page à la fois"), S.PRODUCTS_READ,
        lambda call: list_page(call, PRODUCTS), query=LISTED,
        answer=lambda: page_schema(PRODUCTS.schema()), group=_G,
    ),
    fields_endpoint(PRODUCTS, S.PRODUCTS_READ, (), _G),
    Endpoint(
        "GET", "products/{id}", "get_product", _("Un produit"), S.PRODUCTS_READ,
        lambda call: show(call, PRODUCTS), answer=lambda: PRODUCTS.schema(whole=True), group=_G,
    ),
)  # fmt: skip
