"""Reading the journal: filters and pages; who may see which entry is decided by the shell above."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from negoce.identity.models import JournalEntry
from negoce.kit.refusal import Subject

PAGE = 50


@dataclass(frozen=True, slots=True)
class JournalFilter:
    """What is looked for; an empty value does not narrow. Days are included on both sides."""

    actor_id: int | None = None
    kind: str = ""
    name: str = ""
    verb: str = ""
    field: str = ""
    origin: str = ""
    since: date | None = None
    until: date | None = None
    batch: str = ""


@dataclass(frozen=True, slots=True)
class JournalPage:
    """At most PAGE entries, newest first, and the cursor of the next page (empty at the end)."""

    entries: Sequence[JournalEntry]
    next_cursor: str


def matching(rows: QuerySet[JournalEntry], wanted: JournalFilter) -> QuerySet[JournalEntry]:
    """Those of `rows` that answer the filter."""
    plain = {
        "actor_id": wanted.actor_id,
        "subject_kind": wanted.kind,
        "verb": wanted.verb,
        "origin": wanted.origin,
        "batch": wanted.batch,
    }
    rows = rows.filter(**{path: value for path, value in plain.items() if value})
    if wanted.name:
        rows = rows.filter(subject_name__icontains=wanted.name)
    if wanted.field:
        # A link is journaled under its own name or that of its column.
        rows = rows.filter(values__has_any_keys=[wanted.field, f"{wanted.field}_id"])
    if wanted.since:
        rows = rows.filter(at__gte=_midnight(wanted.since))
    if wanted.until:
        rows = rows.filter(at__lt=_midnight(wanted.until + timedelta(days=1)))
    return rows


def page_of(rows: QuerySet[JournalEntry], cursor: str = "", size: int = PAGE) -> JournalPage:
    """The entries after `cursor`, in one query whatever the depth; a cursor typed by hand starts over."""
    after = _position(cursor)
    if after is not None:
        at, pk = after
        rows = rows.filter(at__lte=at).filter(Q(at__lt=at) | Q(pk__lt=pk))
    found = list(rows.order_by("-at", "-pk")[: size + 1])
    shown = found[:size]
    last = shown[-1] if len(found) > size else None
    return JournalPage(shown, f"{last.at.timestamp():.6f}_{last.pk}" if last else "")


def last_change(subject: Subject) -> JournalEntry | None:
    """The newest entry that tells of a subject, or of one field of it; None when nothing is told."""
    rows = JournalEntry.objects.filter(subject_kind=subject.kind, subject_id=subject.key)
    if subject.field:
        rows = rows.filter(values__has_key=subject.field)
    return rows.order_by("-at", "-pk").first()


def _position(cursor: str) -> tuple[datetime, int] | None:
    stamp, _, pk = cursor.partition("_")
    try:
        return datetime.fromtimestamp(float(stamp), tz=timezone.get_current_timezone()), int(pk)
    except (ValueError, OverflowError, OSError):
        return None


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
