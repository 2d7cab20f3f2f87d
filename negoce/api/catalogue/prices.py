"""Price lists and prices agreed with one customer: made, changed, ended."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from negoce.api.catalogue.resource import AGREED_PRICES, PRICE_LISTS
from negoce.api.endpoints import Answer, Call, Endpoint
from negoce.api.problems import invalid
from negoce.api.records.given import Given, Kind, read_fields
from negoce.api.records.inputs import input_schema
from negoce.api.records.links import named_company
from negoce.api.records.numbers import as_typed, number_of
from negoce.api.records.one import held, written
from negoce.api.records.reading import reading
from negoce.api.records.schemas import ID
from negoce.catalogue.actions.negotiated_price_save import (
    agree_price,
    change_agreed_price,
    end_agreed_price,
)
from negoce.catalogue.actions.price_list_items import add_item, change_item, remove_item
from negoce.catalogue.actions.price_list_save import save_price_list
from negoce.catalogue.models import NegotiatedPrice, PriceList, PriceListItem, ProductFamily
from negoce.catalogue.queries.customer_prices import visible_negotiated
from negoce.catalogue.queries.products import named_product
from negoce.identity.rules.token_scopes import TokenScope as S

LIST_KINDS: Mapping[str, Kind] = {
    **dict.fromkeys(("name", "customer_kind", "starts_on", "ends_on"), Kind.TEXT),
    "priority": Kind.NUMBER,
    "is_active": Kind.FLAG,
}
PRICE_KINDS: Mapping[str, Kind] = {
    "product": Kind.TEXT,
    **dict.fromkeys(("min_quantity", "price"), Kind.NUMBER),
}
AGREED_KINDS: Mapping[str, Kind] = {
    **dict.fromkeys(("product", "family", "starts_on", "ends_on", "reason"), Kind.TEXT),
    **dict.fromkeys(("price", "discount", "min_quantity"), Kind.NUMBER),
}


def _create_list(call: Call) -> Answer:
    found = save_price_list(call.actor, None, values=_list_values(call))
    return written(call, PRICE_LISTS, found.public_id, 201)


def _change_list(call: Call) -> Answer:
    values = _list_values(call)
    with held(call, PRICE_LISTS, PriceList.objects.order_by()) as found:
        save_price_list(call.actor, found, values=values)
    return written(call, PRICE_LISTS, call.public_id)


def _set_price(call: Call) -> Answer:
    """The price of a product in the list from a quantity on: new, changed, or taken out by null."""
    given = read_fields(call.body, PRICE_KINDS, {}).values
    if "price" not in call.body:
        raise invalid("price", _now("Un nombre est attendu, ou null pour retirer ce prix."))
    quantity = number_of(given.get("min_quantity", Decimal(1)), "min_quantity")
    typed = str(given.get("product") or "")
    with held(call, PRICE_LISTS, PriceList.objects.order_by()) as found:
        product = named_product(call.actor, typed)
        rows = PriceListItem.objects.filter(price_list=found, product=product, min_quantity=quantity)
        item = rows.first() if product is not None else None
        price = as_typed(call.actor, given["price"])
        if item is None and (product is None or price is not None):
            breaks = as_typed(call.actor, quantity)
            add_item(call.actor, found, product=product, typed=typed, min_quantity=breaks, price=price)
        elif item is not None and price is None:
            remove_item(call.actor, item)
        elif item is not None:
            change_item(call.actor, item, field="price", value=price)
    return written(call, PRICE_LISTS, call.public_id)


def _list_values(call: Call) -> Mapping[str, object]:
    values = dict(read_fields(call.body, LIST_KINDS, {}).values)
    if "is_active" in values and values["is_active"] is None:
        raise invalid("is_active", _now("true ou false est attendu."))
    return {name: f"{each:f}" if isinstance(each, Decimal) else each for name, each in values.items()}


def _agree(call: Call) -> Answer:
    given = read_fields(call.body, AGREED_KINDS, {}, besides=frozenset({"company"}))
    found = agree_price(call.actor, named_company(call), values=_agreed_values(call, given))
    return written(call, AGREED_PRICES, found.public_id, 201)


def _change_agreed(call: Call) -> Answer:
    given = read_fields(call.body, AGREED_KINDS, {})
    rows = visible_negotiated(call.actor).select_related("product", "family")
    with held(call, AGREED_PRICES, rows) as found:
        stored = _stored(call, found)
        change_agreed_price(call.actor, found, values={**stored, **_agreed_values(call, given)})
    return written(call, AGREED_PRICES, call.public_id)


def _end(call: Call) -> Answer:
    with held(call, AGREED_PRICES, visible_negotiated(call.actor)) as found:
        end_agreed_price(call.actor, found, today=timezone.localdate())
    return Answer(status=204)


def _agreed_values(call: Call, given: Given) -> Mapping[str, object]:
    values = {name: as_typed(call.actor, value) for name, value in given.values.items()}
    if values.get("family"):
        family = ProductFamily.objects.filter(name=str(values["family"])).first()
        values["family"] = family.public_id if family is not None else values["family"]
    return values


def _stored(call: Call, found: NegotiatedPrice) -> Mapping[str, object]:
    """What was agreed, as it would be typed: a change sends the whole again."""
    return {
        "product": found.product.code if found.product else "",
        "family": found.family.public_id if found.family else "",
        # Without idle zeros: 0 is « from the first on » as one types it.
        "min_quantity": as_typed(call.actor, found.min_quantity.normalize()),
        **{name: as_typed(call.actor, getattr(found, name)) for name in ("price", "discount")},
        **{name: getattr(found, name) for name in ("starts_on", "ends_on", "reason")},
    }


def _whole_list() -> dict[str, object]:
    return PRICE_LISTS.schema(whole=True)


def _whole_agreed() -> dict[str, object]:
    return AGREED_PRICES.schema(whole=True)


_LISTS, _AGREED = _("Tarifs"), _("Prix convenus")
_COMPANY: dict[str, Any] = {"company": ID}
ENDPOINTS = (
    *reading(
        PRICE_LISTS, S.PRODUCTS_READ, _LISTS, page=_("Les tarifs, une page à la fois"),
        one=_("Un tarif et ses prix (5 000 au plus)"), writable=LIST_KINDS,
    ),
    Endpoint(
        "POST", "price_lists", "create_price_list", _("Créer un tarif"), S.PRODUCTS_WRITE, _create_list,
        body=lambda: input_schema(LIST_KINDS, needed=["name"]), answer=_whole_list, status=201, group=_LISTS,
    ),
    Endpoint(
        "PATCH", "price_lists/{id}", "change_price_list", _("Modifier un tarif, ou le retirer"), S.PRODUCTS_WRITE,
        _change_list, body=lambda: input_schema(LIST_KINDS), answer=_whole_list, group=_LISTS,
    ),
    Endpoint(
        "POST", "price_lists/{id}/prices", "set_list_price",
        _("Mettre le prix d’un produit dans un tarif, à partir d’une quantité ; null le retire"), S.PRODUCTS_WRITE,
        _set_price, body=lambda: input_schema(PRICE_KINDS, needed=["product", "price"]), answer=_whole_list,
        group=_LISTS,
    ),
    *reading(
        AGREED_PRICES, S.PRODUCTS_READ, _AGREED, page=_("Les prix convenus avec les clients, une page à la fois"),
        one=_("Un prix convenu"), writable=AGREED_KINDS,
    ),
    Endpoint(
        "POST", "agreed_prices", "create_agreed_price",
        _("Noter ce qui est convenu avec un client : un prix, ou une remise en %"), S.PRODUCTS_WRITE, _agree,
        body=lambda: input_schema(AGREED_KINDS, needed=["company", "reason"], more=_COMPANY),
        answer=_whole_agreed, status=201, group=_AGREED,
    ),
    Endpoint(
        "PATCH", "agreed_prices/{id}", "change_agreed_price", _("Modifier ce qui est convenu"), S.PRODUCTS_WRITE,
        _change_agreed, body=lambda: input_schema(AGREED_KINDS), answer=_whole_agreed, group=_AGREED,
    ),
    Endpoint(
        "DELETE", "agreed_prices/{id}", "end_agreed_price",
        _("Mettre fin aujourd’hui à ce qui est convenu ; ce qui n’a pas commencé disparaît"), S.PRODUCTS_WRITE,
        _end, status=204, group=_AGREED,
    ),
)  # fmt: skip
