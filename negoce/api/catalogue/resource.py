"""What a product is to programs. Products are everybody's; what they cost us is not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from negoce.api.records.resource import Resource
from negoce.catalogue.enums import ProductKind
from negoce.catalogue.models import Product
from negoce.companies.enums import ColumnKind
from negoce.companies.interfaces import Column
from negoce.companies.queries.lists.definition import ListDefinition
from negoce.identity.enums import FieldGroup

K = ColumnKind
NATURES: Mapping[str, Any] = {
    ProductKind.GOODS.value: _("Marchandise"),
    ProductKind.SERVICE.value: _("Prestation"),
}
COLUMNS = (
    Column("code", _("Référence"), K.TEXT, path="code", shown_by_default=True, position=0),
    Column("label", _("Désignation"), K.TEXT, path="label", sort_path="label_key", folded_path="label_key",
           shown_by_default=True, position=10),
    Column("family", _("Famille"), K.TEXT, path="family__name", shown_by_default=True, position=20),
    Column("kind", _("Nature"), K.CHOICE, path="kind", options=lambda _actor: list(NATURES.items()),
           shown_by_default=True, position=30),
    Column("unit", _("Unité"), K.TEXT, path="unit", is_code=True, shown_by_default=True, position=40),
    Column("price", _("Prix de base HT"), K.MONEY, path="price", shown_by_default=True, position=50),
    Column("cost", _("Coût de revient HT"), K.MONEY, path="cost", group=FieldGroup.MARGIN, position=60),
    Column("currency", _("Devise"), K.TEXT, path="currency", is_code=True, shown_by_default=True, position=70),
    Column("vat_rate", _("Taux de TVA (%)"), K.NUMBER, path="vat_rate", decimals=2, shown_by_default=True,
           position=80),
    Column("is_active", _("Au catalogue"), K.YES_NO, path="is_active", shown_by_default=True, position=90),
    Column("created_at", _("Créé le"), K.MOMENT, path="created_at", position=160),
    Column("updated_at", _("Modifié le"), K.MOMENT, path="updated_at", position=161),
)  # fmt: skip
PRODUCTS = Resource(
    ListDefinition(
        key="products",
        label=_("Produits"),
        model=Product,
        columns=COLUMNS,
        visible=lambda _actor: Product.objects.order_by(),
        upper=lambda wiring: (),
        row_url="catalogue:product",
        subject_kind="product",
        name_paths=("label",),
        quick="label",
        default_sort="code",
    )
)
