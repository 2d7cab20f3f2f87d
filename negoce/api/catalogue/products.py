"""Products: made, changed, taken out of the catalogue and put back; their families."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from negoce.api.catalogue.resource import PRODUCTS
from negoce.api.endpoints import Answer, Call, Endpoint
from negoce.api.records.given import Kind, read_fields
from negoce.api.records.inputs import input_schema
from negoce.api.records.links import only
from negoce.api.records.numbers import as_typed
from negoce.api.records.one import held, written
from negoce.api.records.reading import reading
from negoce.api.records.schemas import ID
from negoce.catalogue.actions.product_save import create_product, retire_product, update_product
from negoce.catalogue.models import ProductFamily
from negoce.catalogue.queries.products import visible_products
from negoce.catalogue.rules.product_values import EDITABLE, REQUIRED
from negoce.identity.rules.token_scopes import TokenScope as S

KINDS: Mapping[str, Kind] = {
    **dict.fromkeys(EDITABLE, Kind.TEXT),
    **dict.fromkeys(("price", "cost"), Kind.NUMBER),
}


def _create(call: Call) -> Answer:
    given = read_fields(call.body, KINDS, {}).values
    return written(call, PRODUCTS, create_product(call.actor, values=_typed(call, given)).public_id, 201)


def _change(call: Call) -> Answer:
    given = read_fields(call.body, KINDS, {})
    with held(call, PRODUCTS, visible_products(call.actor)) as product:
        seen = {**given.seen, **_family(given.seen)}
        update_product(call.actor, product, changes=_typed(call, given.values), seen=seen)
    return written(call, PRODUCTS, call.public_id)


def _retire(call: Call) -> Answer:
    return _put(call, active=False)


def _restore(call: Call) -> Answer:
    return _put(call, active=True)


def _put(call: Call, *, active: bool) -> Answer:
    only(call, frozenset())
    with held(call, PRODUCTS, visible_products(call.actor)) as product:
        retire_product(call.actor, product, active=active)
    return written(call, PRODUCTS, call.public_id)


def _families(_call: Call) -> Answer:
    rows = ProductFamily.objects.order_by("name", "id").values_list("public_id", "name")
    return Answer({"items": [{"id": key, "name": name} for key, name in rows]})


def _typed(call: Call, given: Mapping[str, object]) -> dict[str, object]:
    """Values as the action reads them; a family may be named by its id or by its name, which lists show."""
    values = {name: as_typed(call.actor, value) for name, value in given.items()}
    return {**values, **_family(given)}


def _family(given: Mapping[str, object]) -> dict[str, object]:
    name = given.get("family")
    if not isinstance(name, str) or not name:
        return {}
    found = ProductFamily.objects.filter(name=name).first()
    return {"family": found.public_id if found is not None else name}


def _whole() -> dict[str, object]:
    return PRODUCTS.schema(whole=True)


def _family_page() -> dict[str, Any]:
    item = {
        "type": "object",
        "required": ["id", "name"],
        "properties": {"id": ID, "name": {"type": "string"}},
    }
    return {
        "type": "object",
        "required": ["items"],
        "properties": {"items": {"type": "array", "items": item}},
    }


_G = _("Produits")
ENDPOINTS = (
    *reading(
        PRODUCTS, S.PRODUCTS_READ, _G, page=_("Les produits, une page à la fois"), one=_("Un produit"),
        writable=KINDS,
    ),
    Endpoint(
        "GET", "products/families", "list_product_families", _("Les familles de produits"), S.PRODUCTS_READ,
        _families, answer=_family_page, group=_G,
    ),
    Endpoint(
        "POST", "products", "create_product", _("Créer un produit ; « vat » s’écrit S:20"), S.PRODUCTS_WRITE,
        _create, body=lambda: input_schema(KINDS, needed=sorted(REQUIRED)), answer=_whole, status=201, group=_G,
    ),
    Endpoint(
        "PATCH", "products/{id}", "change_product", _("Modifier un produit"), S.PRODUCTS_WRITE, _change,
        body=lambda: input_schema(KINDS, seen=True), answer=_whole, group=_G,
    ),
    Endpoint(
        "POST", "products/{id}/archive", "archive_product",
        _("Retirer un produit du catalogue ; ses documents le gardent"), S.PRODUCTS_WRITE, _retire, answer=_whole,
        group=_G,
    ),
    Endpoint(
        "POST", "products/{id}/restore", "restore_product", _("Remettre un produit au catalogue"),
        S.PRODUCTS_WRITE, _restore, answer=_whole, group=_G,
    ),
)  # fmt: skip
