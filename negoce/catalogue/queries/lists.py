"""The list of products: everybody sees the catalogue, not what it costs us."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from negoce.catalogue.models import Product, ProductFamily
from negoce.catalogue.product_words import NATURES, UNITS
from negoce.companies.enums import ColumnKind
from negoce.companies.interfaces import BuiltInView, Column, ListDefinition
from negoce.companies.queries.lists.computed import difference, difference_condition
from negoce.companies.queries.lists.imported import imported_column
from negoce.identity.enums import FieldGroup, Permission
from negoce.identity.rules.actor import Actor

K = ColumnKind


def listed_products(_actor: Actor) -> QuerySet[Product]:
    """Every product, in no order: the catalogue is everybody's."""
    return Product.objects.order_by()


def _families(_actor: Actor) -> Sequence[tuple[str, Any]]:
    return [(name, name) for name in ProductFamily.objects.order_by("name").values_list("name", flat=True)]


COLUMNS: tuple[Column, ...] = (
    Column("label", _("Désignation"), K.TEXT, path="label", editable="label", sort_path="label_key",
           folded_path="label_key", shown_by_default=True, width=300, position=0),
    Column("code", _("Référence"), K.TEXT, path="code", is_code=True, shown_by_default=True, width=130, position=10),
    Column("family", _("Famille"), K.CHOICE, path="family__name", options=_families, shown_by_default=True,
           width=160, position=20),
    Column("kind", _("Nature"), K.CHOICE, path="kind", editable="kind", options=lambda _actor: list(NATURES.items()),
           width=120, position=30),
    Column("unit", _("Unité"), K.CHOICE, path="unit", editable="unit", options=lambda _actor: list(UNITS.items()),
           shown_by_default=True, width=110, position=40),
    Column("price", _("Prix de base HT"), K.MONEY, path="price", editable="price", decimals=2,
           currency_path="currency", shown_by_default=True, width=120, position=50),
    Column("cost", _("Coût de revient HT"), K.MONEY, path="cost", editable="cost", decimals=2,
           currency_path="currency", group=FieldGroup.MARGIN, shown_by_default=True, width=120, position=60),
    Column("margin", _("Marge"), K.MONEY, computed_from=("price", "cost"), computed=difference, decimals=2,
           currency_path="currency", condition=difference_condition("price", "cost"), group=FieldGroup.MARGIN,
           sortable=False, shown_by_default=True, width=110, position=61),
    Column("currency", _("Devise"), K.TEXT, path="currency", is_code=True, width=80, position=70),
    Column("vat_rate", _("TVA (%)"), K.NUMBER, path="vat_rate", decimals=1, shown_by_default=True, width=80,
           position=80),
    Column("is_active", _("Au catalogue"), K.YES_NO, path="is_active", shown_by_default=True, width=110, position=90),
    imported_column("product", position=162),
    Column("created_at", _("Créé le"), K.MOMENT, path="created_at", position=160),
    Column("updated_at", _("Modifié le"), K.MOMENT, path="updated_at", position=161),
)  # fmt: skip
PRODUCT_LIST = ListDefinition(
    key="products",
    label=_("Produits"),
    model=Product,
    columns=COLUMNS,
    visible=listed_products,
    row_url="catalogue:product",
    subject_kind="product",
    name_paths=("label",),
    quick="label",
    default_sort="code",
    company_path="",
    edit_permission=Permission.MANAGE_CATALOGUE,
    views=(
        BuiltInView("sold", _("Au catalogue"), "filter=is_active is yes"),
        BuiltInView("unpriced", _("Sans prix"), "filter=is_active is yes and price empty"),
    ),
)
