"""The catalogue and the tags."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone

from negoce.catalogue.models import Product, ProductFamily
from negoce.companies.actions.search.index import index_records
from negoce.companies.models import Tag
from negoce.demo.draws import stable_public_id
from negoce.demo.rows import ProductRow
from negoce.demo.seeding.bulk import euros, insert_rows
from negoce.demo.tags import TAGS
from negoce.kit.text import fold, name_key

COLUMNS = (
    "public_id",
    "code",
    "label",
    "label_key",
    "family_id",
    "kind",
    "vat_rate",
    "price",
    "cost",
    "created_at",
    "updated_at",
)


def write_products(rows: Sequence[ProductRow]) -> None:
    """Insert products and the families they need; a code that the catalogue already has is left as it is."""
    families = {row.family: _family(row.family) for row in {row.family: row for row in rows}.values()}
    present = set(
        Product.objects.filter(code__in=[row.code for row in rows]).order_by().values_list("code", flat=True)
    )
    now = timezone.now()
    insert_rows(
        Product,
        COLUMNS,
        (
            (
                stable_public_id("product", row.code),
                row.code,
                row.label,
                fold(row.label)[:200],
                families[row.family],
                row.kind,
                row.vat_rate,
                _amount(row.price_cents),
                _amount(row.cost_cents),
                now,
                now,
            )
            for row in rows
            if row.code not in present
        ),
    )
    codes = [row.code for row in rows]
    index_records("product", Product.objects.filter(code__in=codes).order_by().values_list("pk", flat=True))


def write_tags() -> None:
    """Create the tags that are missing."""
    for name, colour in TAGS:
        defaults = {"name": name, "colour": colour.value, "public_id": stable_public_id("tag", name)}
        Tag.objects.get_or_create(name_key=name_key(name), defaults=defaults)


def _family(name: str) -> int:
    defaults = {"public_id": stable_public_id("family", name)}
    return ProductFamily.objects.get_or_create(name=name, defaults=defaults)[0].pk


def _amount(cents: int | None) -> str | None:
    return None if cents is None else euros(cents)
