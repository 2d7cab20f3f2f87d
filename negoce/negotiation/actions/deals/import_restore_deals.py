"""Puts back the deals of one batch of an import: the steps it noted too, and the figures of their companies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Q
from django.utils import timezone

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
from negoce.negotiation.actions.deals.store import refresh_company_deals
from negoce.negotiation.models import Deal, DealStepChange

_OWN = frozenset({"negotiation.dealstepchange"})


def undo_deals(batch: UndoBatch) -> None:
    """Remove the deals that the batch made and nobody touched; give the others their values back.

    The state of a deal and what was said of its outcome go together: a deal changed since is left whole.
    """
    rows = rows_of(batch, Deal)
    gone = removable(batch, rows, own=_OWN, edited=lambda keys: _edited(batch, keys))
    changes: list[tuple[int, Mapping[str, Any]]] = []
    for key, fields in batch.updated.items():
        deal = rows.get(key)
        if deal is None:
            continue
        if deal.updated_at != batch.image.written_at:
            batch.keep(key, fields=fields.keys())
            continue
        back, _later = restored_values(batch, deal, fields)
        back[CHANGED_AT] = changed_at(batch, deal, fields, whole=True)
        back["revision"] = deal.revision + 1
        changes.append((key, back))
        batch.undone.add(key)
    _forget_steps(batch, [key for key, _back in changes])
    update_rows(Deal, changes)
    remove_with_what_follows(Deal, gone, _OWN)
    touched = [*gone, *(key for key, _back in changes)]
    refresh_company_deals({rows[key].company_id for key in touched})
    index_records("deal", touched)


def _forget_steps(batch: UndoBatch, keys: Sequence[int]) -> None:
    """The steps that the batch noted for these deals."""
    day = timezone.localdate(batch.image.written_at)
    noted = Q(pk__in=[])
    for key in keys:
        if "step" in (fields := batch.updated[key]):
            before, after = fields["step"]
            noted |= Q(deal_id=key, before=before, after=after, happened_on=day)
    DealStepChange.objects.filter(noted).delete()


def _edited(batch: UndoBatch, keys: Sequence[int]) -> Mapping[int, set[str]]:
    return journal_fields(("deal",), "subject_id", keys, batch.image.written_at)
