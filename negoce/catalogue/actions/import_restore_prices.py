"""Puts back the prices of one batch of an import, and the lists it made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import models

from negoce.catalogue.models import NegotiatedPrice, PriceList, PriceListItem
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


def undo_list_prices(batch: UndoBatch) -> None:
    """Remove the prices that the batch put into lists and that nobody changed since; give the others theirs back."""
    _undo(batch, PriceListItem, lambda _keys: {})


def undo_agreed_prices(batch: UndoBatch) -> None:
    """The same for prices agreed with customers."""

    def edited(keys: Sequence[int]) -> Mapping[int, set[str]]:
        return journal_fields(("negotiated_price",), "subject_id", keys, batch.image.written_at)

    _undo(batch, NegotiatedPrice, edited)


def undo_lists(batch: UndoBatch) -> None:
    """Remove the lists that the batch made and that hold no price any more."""
    held = set(
        PriceListItem.objects.filter(price_list_id__in=batch.created)
        .order_by()
        .values_list("price_list_id", flat=True)
    )
    for key in batch.created:
        if key in held:
            batch.keep(key, links=("catalogue.pricelistitem",))
        else:
            batch.undone.add(key)
    PriceList.objects.filter(pk__in=[key for key in batch.created if key not in held]).delete()


def _undo(batch: UndoBatch, model: type[models.Model], edited: Any) -> None:
    rows = rows_of(batch, model)
    gone = removable(batch, rows, own=(), edited=edited)
    changes: list[tuple[int, Mapping[str, Any]]] = []
    for key, fields in batch.updated.items():
        row = rows.get(key)
        if row is None:
            continue
        back, later = restored_values(batch, row, fields)
        if later:
            batch.keep(key, fields=later)
        else:
            batch.undone.add(key)
        if back:
            back[CHANGED_AT] = changed_at(batch, row, fields, not later)
            changes.append((key, back))
    update_rows(model, changes)
    remove_with_what_follows(model, gone, ())
