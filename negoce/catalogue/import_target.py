"""Products, prices of lists and prices agreed with customers, as files bring them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from negoce.catalogue.actions.import_agreed_prices import write_agreed_prices
from negoce.catalogue.actions.import_list_prices import write_list_prices
from negoce.catalogue.actions.import_products import write_products
from negoce.catalogue.actions.import_restore_prices import undo_agreed_prices, undo_list_prices, undo_lists
from negoce.catalogue.actions.import_restore_products import undo_families, undo_products
from negoce.catalogue.enums import ProductKind
from negoce.catalogue.models import Product
from negoce.catalogue.rules.import_price_row import (
    AGREED_HINTS,
    CUSTOMER,
    LIST_HINTS,
    read_agreed_price,
    read_list_price,
)
from negoce.catalogue.rules.import_product_row import PRODUCT_HINTS, read_product
from negoce.companies.enums import CompanyKind
from negoce.companies.interfaces import ImportField, ImportTarget
from negoce.companies.words.choices import choice_label
from negoce.kit.dates import format_date
from negoce.kit.money import format_decimal
from negoce.ui.words.model_fields import words_of_field

_OWN_LABELS: Mapping[str, Any] = {"family": _("famille"), "currency": _("devise")}
_KINDS: Mapping[str, Any] = {
    ProductKind.GOODS.value: _("marchandise"),
    ProductKind.SERVICE.value: _("prestation"),
}


_PRICE_LABELS: Mapping[str, Any] = {
    "list": _("nom du tarif"),
    "product_code": _("référence du produit"),
    "family": _("famille"),
    "min_quantity": _("à partir de"),
    "price": _("prix HT"),
    "discount": _("remise (%)"),
    "customer_kind": _("clientèle"),
    "starts_on": _("à partir du"),
    "ends_on": _("jusqu’au"),
    "reason": _("motif"),
    "customer_key": _("code du client"),
    "customer_name": _("nom du client"),
    "customer_siret": _("SIRET du client"),
    "customer_siren": _("SIREN du client"),
    "customer_postal_code": _("code postal du client"),
    "customer_city": _("ville du client"),
}


def _label(key: str) -> Any:
    return _OWN_LABELS.get(key) or words_of_field(Product, key)


def _show(values: Mapping[str, Any]) -> Mapping[str, str]:
    language = "fr" if (get_language() or "fr").startswith("fr") else "en"
    shown = {}
    for name, value in values.items():
        if isinstance(value, Decimal):
            exponent = value.normalize().as_tuple().exponent
            shown[name] = format_decimal(value, language, max(0, -int(exponent)))
        elif isinstance(value, bool):
            shown[name] = str(_("oui") if value else _("non"))
        elif name == "kind":
            shown[name] = str(_KINDS[value])
        elif name != "label_key":
            shown[name] = str(value)
    return shown


PRODUCTS = ImportTarget(
    key="products",
    label=_("Produits"),
    fields=tuple(ImportField(hint.key, _label(hint.key), hint) for hint in PRODUCT_HINTS),
    needs=(("code",), ("label",)),
    read=read_product,
    write=write_products,
    show=_show,
    kinds=("product", "product_family"),
    undo={"product": undo_products, "product_family": undo_families},
    models={"product": "catalogue.Product"},
)


def _show_price(values: Mapping[str, Any]) -> Mapping[str, str]:
    language = "fr" if (get_language() or "fr").startswith("fr") else "en"
    customer = values.get("customer") or {}
    shown = {f"{CUSTOMER}{name}": str(value) for name, value in customer.items() if value}
    for name, value in values.items():
        if isinstance(value, Decimal):
            exponent = value.normalize().as_tuple().exponent
            shown[name] = format_decimal(value, language, max(0, -int(exponent)))
        elif isinstance(value, date):
            shown[name] = format_date(value, language)
        elif name == "customer_kind":
            shown[name] = str(choice_label(CompanyKind, value)) if value else ""
        elif isinstance(value, str):
            shown[name] = value
    return shown


PRICE_LISTS = ImportTarget(
    key="price_lists",
    label=_("Tarifs"),
    fields=tuple(ImportField(hint.key, _PRICE_LABELS[hint.key], hint) for hint in LIST_HINTS),
    needs=(("list",), ("product_code",), ("price",)),
    read=read_list_price,
    write=write_list_prices,
    show=_show_price,
    kinds=("price_list_item", "price_list"),
    undo={"price_list_item": undo_list_prices, "price_list": undo_lists},
    models={"price_list_item": "catalogue.PriceListItem"},
)
NEGOTIATED_PRICES = ImportTarget(
    key="negotiated_prices",
    label=_("Prix négociés"),
    fields=tuple(ImportField(hint.key, _PRICE_LABELS[hint.key], hint) for hint in AGREED_HINTS),
    needs=(
        ("customer_key", "customer_name", "customer_siret", "customer_siren"),
        ("product_code", "family"),
        ("price", "discount"),
    ),
    read=read_agreed_price,
    write=write_agreed_prices,
    show=_show_price,
    kinds=("negotiated_price",),
    undo={"negotiated_price": undo_agreed_prices},
    models={"negotiated_price": "catalogue.NegotiatedPrice"},
)
