"""Writing in the journal: called by actions, inside their own transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone

from negoce.identity.models import JournalEntry
from negoce.identity.rules.actor import Actor

Changes = Mapping[str, tuple[object, object]]


@dataclass(frozen=True, slots=True)
class Entry:
    """What to write: `changes` is `{field: (before, after)}`."""

    verb: str
    subject_kind: str
    subject_id: int | None
    subject_name: str = ""
    company_key: int | None = None
    changes: Changes = field(default_factory=dict)
    batch: str = ""


def record(actor: Actor, entry: Entry, *, at: datetime | None = None) -> JournalEntry:
    """Write one entry; returns it."""
    row = _row(actor, entry, at or timezone.now())
    row.save(force_insert=True)
    return row


def record_all(actor: Actor, entries: Iterable[Entry], *, at: datetime | None = None) -> int:
    """Write many entries in batches; returns how many."""
    moment = at or timezone.now()
    rows = [_row(actor, entry, moment) for entry in entries]
    JournalEntry.objects.bulk_create(rows, batch_size=500)
    return len(rows)


def _row(actor: Actor, entry: Entry, at: datetime) -> JournalEntry:
    return JournalEntry(
        at=at,
        actor_id=actor.user_id,
        actor_name=actor.name[:121],
        origin=actor.origin.value,
        verb=entry.verb,
        subject_kind=entry.subject_kind,
        subject_id=entry.subject_id,
        subject_name=entry.subject_name[:200],
        company_key=entry.company_key,
        batch=entry.batch,
        values={name: [_plain(before), _plain(after)] for name, (before, after) in entry.changes.items()},
    )


def _plain(value: object) -> object:
    """A value that JSON holds without loss: amounts and dates become text."""
    if isinstance(value, Decimal | date | datetime):
        return str(value)
    if value is None or isinstance(value, str | int | float | bool):
        return value
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(item) for item in value]
    return str(value)
