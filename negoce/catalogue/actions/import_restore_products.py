"""Puts back the products of one batch of an import, and the families it made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from negoce.catalogue.models import Product, ProductFamily
from negoce.companies.actions.bulk_rows import update_rows
from negoce.companies.actions.imports.restore import (
    CHANGED_AT,
    UndoBatch,
    changed_at,
    journal_fields,
    removable,
    remove_with_what_follows,
    restored_values,
    rows_of,
)
from negoce.companies.actions.search.index import index_records


def undo_products(batch: UndoBatch) -> None:
    """Remove the products that the batch made and nobody ordered since; give the others their values back."""
    rows = rows_of(batch, Product)
    gone = removable(batch, rows, own=(), edited=lambda keys: _edited(batch, keys))
    changes: list[tuple[int, Mapping[str, Any]]] = []
    for key, fields in batch.updated.items():
        product = rows.get(key)
        if product is None:
            continue
        back, later = restored_values(batch, product, fields)
        if later:
            batch.keep(key, fields=later)
        else:
            batch.undone.add(key)
        if back:
            back[CHANGED_AT] = changed_at(batch, product, fields, not later)
            changes.append((key, back))
    update_rows(Product, changes)
    remove_with_what_follows(Product, gone, ())
    index_records("product", [*gone, *(key for key, _back in changes)])


def undo_families(batch: UndoBatch) -> None:
    """Remove the families that the batch made and that hold no product any more."""
    held = set(
        Product.objects.filter(family_id__in=batch.created).order_by().values_list("family_id", flat=True)
    )
    for key in batch.created:
        if key in held:
            batch.keep(key, links=("catalogue.product",))
        else:
            batch.undone.add(key)
    ProductFamily.objects.filter(pk__in=[key for key in batch.created if key not in held]).delete()


def _edited(batch: UndoBatch, keys: Sequence[int]) -> Mapping[int, set[str]]:
    return journal_fields(("product",), "subject_id", keys, batch.image.written_at)
