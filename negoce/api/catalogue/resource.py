"""What products, price lists and agreed prices are to programs. What was agreed is seen by who sees the company."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from negoce.api.records.resource import Resource
from negoce.api.records.schemas import REF
from negoce.api.records.values import plain
from negoce.catalogue.enums import VatCategory
from negoce.catalogue.models import NegotiatedPrice, PriceList, PriceListItem
from negoce.catalogue.queries.customer_prices import visible_negotiated
from negoce.catalogue.queries.lists import PRODUCT_LIST
from negoce.catalogue.queries.products import visible_products
from negoce.catalogue.rules.product_values import vat_text
from negoce.catalogue.rules.totals import VatGroup
from negoce.companies.enums import ColumnKind, CompanyKind
from negoce.companies.interfaces import Column, ListDefinition
from negoce.companies.queries.lists.options import members_of
from negoce.identity.rules.actor import Actor

K = ColumnKind
MOST_PRICES = 5_000
_STRING: dict[str, Any] = {"type": "string"}


def _product(actor: Actor, public_id: str) -> Mapping[str, Any]:
    found = visible_products(actor).select_related("family").filter(public_id=public_id).first()
    if found is None:
        return {}
    family = found.family
    return {
        "description": found.description,
        "vat": vat_text(VatGroup(VatCategory(found.vat_category), found.vat_rate)),
        "family_id": family.public_id if family else None,
    }


PRODUCTS = Resource(
    PRODUCT_LIST,
    _product,
    {"description": _STRING, "vat": _STRING, "family_id": {"type": ["string", "null"]}},
)
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
AGREED_COLUMNS = (
    Column("product", _("Référence"), K.TEXT, path="product__code", is_code=True, shown_by_default=True,
           sortable=False, position=0),
    Column("label", _("Produit"), K.TEXT, path="product__label", shown_by_default=True, sortable=False, position=1),
    Column("family", _("Famille"), K.TEXT, path="family__name", shown_by_default=True, sortable=False, position=2),
    Column("company", _("Entreprise"), K.COMPANY, path="company__name", more_paths=("company__public_id",),
           folded_path="company__name_key", sortable=False, shown_by_default=True, position=10),
    Column("price", _("Prix HT"), K.MONEY, path="price", shown_by_default=True, sortable=False, position=20),
    Column("discount", _("Remise (%)"), K.NUMBER, path="discount", shown_by_default=True, sortable=False,
           position=21),
    Column("min_quantity", _("À partir de"), K.NUMBER, path="min_quantity", shown_by_default=True, sortable=False,
           position=30),
    Column("starts_on", _("À partir du"), K.DATE, path="starts_on", shown_by_default=True, sortable=False,
           position=40),
    Column("ends_on", _("Jusqu’au"), K.DATE, path="ends_on", shown_by_default=True, sortable=False, position=41),
    Column("reason", _("Motif"), K.TEXT, path="reason", shown_by_default=True, sortable=False, position=50),
    Column("created_at", _("Créé le"), K.MOMENT, path="created_at", position=160),
    Column("updated_at", _("Modifié le"), K.MOMENT, path="updated_at", sortable=False, position=161),
)  # fmt: skip
AGREED_PRICES = Resource(
    ListDefinition(
        key="agreed_prices",
        label=_("Prix convenus"),
        model=NegotiatedPrice,
        columns=AGREED_COLUMNS,
        visible=visible_negotiated,
        row_url="companies:company",
        subject_kind="negotiated_price",
        name_paths=("reason",),
        quick="reason",
        default_sort="-created_at",
    ),
)
