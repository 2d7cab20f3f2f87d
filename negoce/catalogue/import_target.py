"""Products as files bring them: one row a product, known by its code."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from negoce.catalogue.actions.import_products import write_products
from negoce.catalogue.actions.import_restore_products import undo_families, undo_products
from negoce.catalogue.enums import ProductKind
from negoce.catalogue.models import Product
from negoce.catalogue.rules.import_product_row import PRODUCT_HINTS, read_product
from negoce.companies.interfaces import ImportField, ImportTarget
from negoce.kit.money import format_decimal
from negoce.ui.words.model_fields import words_of_field

_OWN_LABELS: Mapping[str, Any] = {"family": _("famille"), "currency": _("devise")}
_KINDS: Mapping[str, Any] = {
    ProductKind.GOODS.value: _("marchandise"),
    ProductKind.SERVICE.value: _("prestation"),
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
