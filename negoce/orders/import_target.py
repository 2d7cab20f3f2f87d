"""Orders as files bring them: one row a line."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from negoce.companies.interfaces import ImportField, ImportTarget
from negoce.kit.dates import format_date
from negoce.kit.money import format_decimal
from negoce.orders.actions.import_orders import write_orders
from negoce.orders.actions.import_restore_orders import undo_orders
from negoce.orders.actions.sales_due import refresh_due_sales
from negoce.orders.rules.import_order_row import CUSTOMER, ORDER_HINTS, read_order_line

_LABELS: Mapping[str, Any] = {
    "reference": _("référence de la commande"),
    "ordered_on": _("date de la commande"),
    "customer_key": _("code du client"),
    "customer_name": _("nom du client"),
    "customer_siret": _("SIRET du client"),
    "customer_siren": _("SIREN du client"),
    "customer_postal_code": _("code postal du client"),
    "customer_city": _("ville du client"),
    "product_code": _("référence du produit"),
    "label": _("désignation"),
    "quantity": _("quantité"),
    "unit_price": _("prix unitaire HT"),
    "net": _("montant HT"),
    "currency": _("devise"),
}


def _show(values: Mapping[str, Any]) -> Mapping[str, str]:
    language = "fr" if (get_language() or "fr").startswith("fr") else "en"
    shown = {
        f"{CUSTOMER}{name}": str(value) for name, value in (values.get("customer") or {}).items() if value
    }
    for name, value in values.items():
        if isinstance(value, Decimal):
            exponent = value.normalize().as_tuple().exponent
            shown[name] = format_decimal(value, language, max(0, -int(exponent)))
        elif name == "ordered_on" and value:
            shown[name] = format_date(value, language)
        elif isinstance(value, str):
            shown[name] = value
    return shown


ORDERS = ImportTarget(
    key="orders",
    label=_("Commandes"),
    fields=tuple(ImportField(hint.key, _LABELS[hint.key], hint) for hint in ORDER_HINTS),
    needs=(
        ("reference",),
        ("ordered_on",),
        ("customer_key", "customer_name", "customer_siret", "customer_siren"),
        ("net", "unit_price"),
    ),
    read=read_order_line,
    write=write_orders,
    show=_show,
    kinds=("order",),
    undo={"order": undo_orders},
    models={"order": "orders.Order"},
    group_by="reference",
    settle=refresh_due_sales,
)
