"""Puts back the activities of one batch of an import, with who took part and the dates that lists read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from negoce.companies.actions.bulk_rows import update_rows
from negoce.companies.actions.contacts.dates import refresh_contact_dates, refresh_last_signs
from negoce.companies.actions.facts_changed import tell_facts_changed, with_life_facts
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
from negoce.companies.models import Activity, ActivityContact

_OWN = frozenset({"companies.activitycontact"})


def undo_activities(batch: UndoBatch) -> None:
    """Remove the activities that the batch made and nobody touched; give the others their values back."""
    rows = rows_of(batch, Activity)
    people = ActivityContact.objects.filter(activity_id__in=sorted(rows)).order_by("contact_id")
    signs = set(people.values_list("contact_id", flat=True))
    told = Activity.objects.filter(with_life_facts(), pk__in=sorted(rows)).order_by("company_id")
    companies = list(told.values_list("company_id", flat=True))
    gone = removable(batch, rows, own=_OWN, edited=lambda keys: _edited(batch, keys))
    changes = _restored(batch, rows)
    update_rows(Activity, changes)
    remove_with_what_follows(Activity, gone, _OWN)
    refresh_contact_dates({rows[key].company_id for key in (*gone, *(key for key, _back in changes))})
    refresh_last_signs(signs)
    tell_facts_changed(companies)


def _edited(batch: UndoBatch, keys: Sequence[int]) -> Mapping[int, set[str]]:
    return journal_fields(("activity",), "subject_id", keys, batch.image.written_at)


def _restored(batch: UndoBatch, rows: Mapping[int, Activity]) -> list[tuple[int, Mapping[str, Any]]]:
    changes: list[tuple[int, Mapping[str, Any]]] = []
    for key, fields in batch.updated.items():
        activity = rows.get(key)
        if activity is None:
            continue
        back, later = restored_values(batch, activity, fields)
        untouched = activity.updated_at == batch.image.written_at
        if "contacts" in fields and untouched:
            joined = ActivityContact.objects.filter(activity_id=key).exclude(
                contact_id__in=fields["contacts"][0]
            )
            joined.delete()
        elif "contacts" in fields:
            later.append("contacts")
        if later:
            batch.keep(key, fields=later)
        else:
            batch.undone.add(key)
        if back or "contacts" in fields:
            back[CHANGED_AT] = changed_at(batch, activity, fields, not later)
            changes.append((key, back))
    return changes
