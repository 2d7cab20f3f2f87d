"""What an order is to programs: the columns that it is filtered and sorted by, and its lines."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from negoce.api.records.resource import Resource
from negoce.api.records.schemas import REF
from negoce.api.records.values import plain
from negoce.companies.enums import ColumnKind
from negoce.companies.interfaces import Column
from negoce.companies.queries.lists.definition import ListDefinition
from negoce.identity.enums import FieldGroup
from negoce.identity.rules.actor import Actor
from negoce.orders.enums import OrderSource
from negoce.orders.models import Order
from negoce.orders.queries.order_page import order_lines, orders_for_page
from negoce.orders.queries.visible import visible_orders

K = ColumnKind
SOURCES: Mapping[str, Any] = {
    OrderSource.ENTERED.value: _("Saisie"),
    OrderSource.IMPORTED.value: _("Importée d’un fichier"),
    OrderSource.DEMO.value: _("Démonstration"),
    OrderSource.DEMO_SYNTHETIC.value: _("Démonstration, historique prolongé artificiellement"),
}
COLUMNS = (
    Column("reference", _("Référence"), K.TEXT, path="reference", shown_by_default=True, position=0),
    Column(
        "company", _("Entreprise"), K.COMPANY, path="company__name", more_paths=("company__public_id",),
        sort_path="company__name_key", folded_path="company__name_key", shown_by_default=True, position=10,
    ),
    Column("ordered_on", _("Date"), K.DATE, path="ordered_on", shown_by_default=True, position=20),
    Column("net", _("Montant HT"), K.MONEY, path="net", shown_by_default=True, position=30),
    Column(
        "cost", _("Coût HT"), K.MONEY, path="cost", group=FieldGroup.MARGIN, shown_by_default=True, position=40
    ),
    Column("currency", _("Devise"), K.TEXT, path="currency", is_code=True, shown_by_default=True, position=50),
    Column("lines_count", _("Lignes"), K.NUMBER, path="lines_count", shown_by_default=True, position=60),
    Column("cancelled_at", _("Annulée le"), K.MOMENT, path="cancelled_at", shown_by_default=True, position=70),
    Column("source", _("Origine"), K.CHOICE, path="source", options=lambda _actor: list(SOURCES.items()), position=80),
    Column("created_at", _("Créée le"), K.MOMENT, path="created_at", position=160),
    Column("updated_at", _("Modifiée le"), K.MOMENT, path="updated_at", position=161),
)  # fmt: skip
ORDER_LIST = ListDefinition(
    key="orders",
    label=_("Commandes"),
    model=Order,
    columns=COLUMNS,
    visible=visible_orders,
    upper=lambda wiring: (),
    row_url="orders:record",
    subject_kind="order",
    name_paths=("reference",),
    quick="reference",
    default_sort="-ordered_on",
)


def _more(actor: Actor, public_id: str) -> Mapping[str, Any]:
    order = orders_for_page(actor).filter(public_id=public_id).first()
    if order is None:
        return {}
    with_cost = actor.may_read(FieldGroup.MARGIN)
    lines = []
    for line in order_lines(order).lines:
        product = line.product
        told = {
            "position": line.position,
            "product": {"id": product.public_id, "name": product.label} if product else None,
            "code": product.code if product else "",
            "label": line.label,
            "quantity": plain(line.quantity),
            "unit_price": plain(line.unit_price),
            "net": plain(line.net),
        }
        lines.append({**told, "cost": plain(line.cost)} if with_cost else told)
    return {"lines": lines}


_LINE = {
    "type": "object",
    "properties": {
        "position": {"type": "integer"},
        "product": REF,
        **{key: {"type": "string"} for key in ("code", "label", "quantity", "unit_price", "net")},
        "cost": {"type": ["string", "null"]},
    },
}
ORDERS = Resource(ORDER_LIST, _more, {"lines": {"type": "array", "items": _LINE}}, joined=True)
