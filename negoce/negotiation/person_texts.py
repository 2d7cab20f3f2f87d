"""Free texts of negotiation that may name a person of the company: they forget the name when the person is erased."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import QuerySet

from negoce.companies.models import Contact


def companies_of(contact_id: int) -> Sequence[int]:
    """Where the person works and worked; their records may speak of the person."""
    rows = Contact.objects.filter(pk=contact_id).values_list("company_id", "posts__company_id")
    return sorted({key for row in rows for key in row if key is not None})


def redact_texts(rows: QuerySet[Any], names: Sequence[str], redact: Callable[[str], str]) -> int:
    """Take the name out of these columns; returns how many rows changed."""
    changed = 0
    for row in rows.only(*names).order_by("pk").iterator():
        said = {name: getattr(row, name) for name in names if getattr(row, name)}
        mended = {
            name: _cut(row, name, text) for name, given in said.items() if (text := redact(given)) != given
        }
        if mended:
            changed += type(row)._default_manager.filter(pk=row.pk).update(**mended)
    return changed


def _cut(row: Any, name: str, text: str) -> str:
    """What is written in the place of a name may be longer than the name, and than the column."""
    most = row._meta.get_field(name).max_length
    return text[:most] if most else text
