"""Writes what was recomputed, in short transactions that others slip in between."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import islice

from django.db import transaction

from negoce.companies.actions.imports.pace import let_others_write, next_size
from negoce.companies.models import Company
from negoce.portfolio.actions.recompute_columns import COLUMNS, FIGURES, MONEY
from negoce.portfolio.actions.recompute_standing import Standing
from negoce.portfolio.actions.recompute_store import change_rows, put_changes, put_rows
from negoce.portfolio.models import CustomerLife
from negoce.portfolio.rules.life_reason import stored_reason

Hold = Callable[[], None]
_FIRST = 500
# Batches are uneven: those who order every day have long pasts. The long ones, too, are to hold nobody up.
_UNEVEN = 1.4
_CENT = Decimal("0.01")
_READ_AGAIN = (
    "status", "status_since", "cause", "computed", "order_days", "last_order_on", "net_12_months", "as_of",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """A measured row by name; `standing` is None when the status stays what it is."""

    values: Mapping[str, object]
    standing: Standing | None = None

    @property
    def key(self) -> int:
        """Of the company."""
        return int(str(self.values["company_id"]))


def write_rows(
    rows: Iterable[Row], today: date, *, hold: Hold, written: Callable[[int], None]
) -> tuple[int, int]:
    """Store rows with their changes of status, each batch a transaction of its own; returns rows and changes.

    A row that somebody else wrote since it was read is left alone: theirs is newer. Stopped anywhere, what is done
    is whole, and the next run goes on from there.
    """
    waiting, size, done, changes = iter(rows), _FIRST, 0, 0
    while batch := list(islice(waiting, size)):
        began = time.monotonic()
        with transaction.atomic():
            hold()
            same = _unchanged(batch)
            kept = [row for row in batch if row.key in same]
            changes += _write(kept, today)
        ended = time.monotonic()
        done += len(kept)
        size = next_size(len(batch), (ended - began) * _UNEVEN)
        let_others_write(ended)
        written(done)
    return done, changes


def remove_rows(keys: Sequence[int], *, hold: Hold) -> None:
    """Of companies that are no more."""
    for start in range(0, len(keys), _FIRST):
        with transaction.atomic():
            hold()
            gone = keys[start : start + _FIRST]
            alive = Company.objects.filter(pk__in=gone, deleted_at__isnull=True)
            CustomerLife.objects.filter(company_id__in=gone).exclude(
                company_id__in=alive.values("pk")
            ).delete()


def mark_worked_out(today: date, *, hold: Hold) -> None:
    """Rows that stay as they are were worked out for today as well."""
    size, last = 2_000, 0
    while True:
        began = time.monotonic()
        with transaction.atomic():
            hold()
            old = CustomerLife.objects.filter(pk__gt=last).exclude(as_of=today).order_by("pk")
            keys = list(old.values_list("pk", flat=True)[:size])
            if not keys:
                return
            CustomerLife.objects.filter(pk__gt=last, pk__lte=keys[-1]).exclude(as_of=today).update(
                as_of=today
            )
        ended = time.monotonic()
        size, last = next_size(len(keys), ended - began), keys[-1]
        let_others_write(ended)


def _unchanged(batch: Sequence[Row]) -> set[int]:
    """The companies that are still there, and whose row is still the one that was read.

    Where a change of status is to be written the company is held first, as `life_refresh` does: of two jobs about one
    company, the second sees what the first one wrote, and no change is told twice.
    """
    keys = [row.key for row in batch]
    told = Company.objects.filter(pk__in=[row.key for row in batch if row.standing is not None])
    list(told.select_for_update(no_key=True).order_by("pk").values_list("pk", flat=True))
    alive = set(
        Company.objects.filter(pk__in=keys, deleted_at__isnull=True).order_by().values_list("pk", flat=True)
    )
    found = {
        row[0]: row[1:]
        for row in CustomerLife.objects.select_for_update()
        .filter(pk__in=keys)
        .order_by("pk")
        .values_list("pk", *_READ_AGAIN)
    }
    return {row.key for row in batch if row.key in alive and found.get(row.key) == _was(row.values)}


def _was(values: Mapping[str, object]) -> tuple[object, ...] | None:
    if values["was_status"] is None:
        return None
    read = {name: values[f"was_{name}"] for name in _READ_AGAIN}
    read["net_12_months"] = _euros(read["net_12_months"])
    return tuple(read.values())


def _write(rows: Sequence[Row], today: date) -> int:
    told = [(row, row.standing) for row in rows if row.standing is not None]
    put_rows(COLUMNS, [_told_values(row, standing, today) for row, standing in told])
    figures = [(row.key, *_figures(row), today) for row in rows if row.standing is None]
    change_rows((*FIGURES, "as_of"), figures)
    changes = [(row.key, each) for row, standing in told for each in standing.changes]
    put_changes(changes)
    return len(changes)


def _told_values(row: Row, standing: Standing, today: date) -> tuple[object, ...]:
    shown = standing.shown
    reason = json.dumps(stored_reason(shown.why), ensure_ascii=False)
    status = (shown.status.value, standing.since, shown.cause.value, standing.computed.value, reason)
    return (row.key, *status, *_figures(row), today)


def _figures(row: Row) -> Iterator[object]:
    return (_euros(row.values[name]) if name in MONEY else row.values[name] for name in FIGURES)


def _euros(cents: object) -> Decimal | None:
    return None if cents is None else int(str(cents)) * _CENT
