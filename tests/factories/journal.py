"""Entries of the journal for tests, through the function that actions call."""

from __future__ import annotations

from datetime import datetime

from negoce.identity.actions.journal import Entry, record
from negoce.identity.models import JournalEntry
from negoce.identity.rules.actor import Actor, system_actor


def make_entry(actor: Actor | None = None, *, at: datetime | None = None, **fields: object) -> JournalEntry:
    """A change of a company's name, unless told otherwise."""
    values: dict[str, object] = {
        "verb": "changed",
        "subject_kind": "company",
        "subject_id": 1,
        "subject_name": "Laiterie",
        "changes": {"name": ("Avant", "Après")},
        **fields,
    }
    return record(actor or system_actor(), Entry(**values), at=at)  # type: ignore[arg-type]
