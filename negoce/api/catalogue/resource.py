"""What products and price lists are to programs. They are everybody's; what products cost us is not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from negoce.api.records.resource import Resource
from negoce.api.records.schemas import REF
from negoce.api.records.values import plain
from negoce.catalogue.models import PriceList, PriceListItem
from negoce.catalogue.queries.lists import PRODUCT_LIST
from negoce.companies.enums import ColumnKind, CompanyKind
from negoce.companies.interfaces import Column
from negoce.companies.queries.lists.definition import ListDefinition
from negoce.companies.queries.lists.options import members_of
from negoce.identity.rules.actor import Actor

K = ColumnKind
MOST_PRICES = 5_000
PRODUCTS = Resource(PRODUCT_LIST)
COLUMNS = (
    Column("name", _("Nom"), K.TEXT, path="name", shown_by_default=True, position=0),
    Column(
        "customer_kind", _("Clientèle"), K.CHOICE, path="customer_kind", options=members_of(CompanyKind),
        shown_by_default=True, position=10,
    ),
    Column("currency", _("Devise"), K.TEXT, path="currency", is_code=True, shown_by_default=True, position=20),
    Column("starts_on", _("À partir du"), K.DATE, path="starts_on", shown_by_default=True, position=30),
    Column("ends_on", _("Jusqu’au"), K.DATE, path="ends_on", shown_by_default=True, position=40),
    Column("priority", _("Priorité"), K.NUMBER, path="priority", shown_by_default=True, position=50),
    Column("is_active", _("En vigueur"), K.YES_NO, path="is_active", shown_by_default=True, position=60),
    Column("created_at", _("Créé le"), K.MOMENT, path="created_at", position=160),
    Column("updated_at", _("Modifié le"), K.MOMENT, path="updated_at", position=161),
)  # fmt: skip


def _prices(_actor: Actor, public_id: str) -> Mapping[str, Any]:
    rows = PriceListItem.objects.filter(price_list__public_id=public_id).select_related("product")
    ordered = rows.order_by("product__code", "product_id", "min_quantity")[:MOST_PRICES]
    return {"prices": [_price(row) for row in ordered]}


def _price(row: PriceListItem) -> Mapping[str, Any]:
    return {
        "product": {"id": row.product.public_id, "name": row.product.label},
        "code": row.product.code,
        "min_quantity": plain(row.min_quantity),
        "price": plain(row.price),
    }


_PRICE = {
    "type": "object",
    "properties": {"product": REF, **{key: {"type": "string"} for key in ("code", "min_quantity", "price")}},
}
PRICE_LISTS = Resource(
    ListDefinition(
        key="price_lists",
        label=_("Tarifs"),
        model=PriceList,
        columns=COLUMNS,
        visible=lambda _actor: PriceList.objects.order_by(),
        row_url="catalogue:price_list",
        subject_kind="price_list",
        name_paths=("name",),
        quick="name",
        default_sort="name",
        company_path="",
    ),
    _prices,
    {"prices": {"type": "array", "items": _PRICE}},
)
