"""Runs an import batch by batch; whoever takes it up after a crash goes on where the last commit left it."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from negoce.companies.actions.bulk_rows import insert_values
from negoce.companies.actions.imports.batch import ImportBatch, plain
from negoce.companies.actions.imports.create import signature_of
from negoce.companies.actions.imports.pace import (
    bulk_commits,
    let_others_write,
    next_size,
    seldom_collected,
    write_alone,
)
from negoce.companies.actions.imports.reading import ReadBatch, rows_of_import
from negoce.companies.actions.imports.reading import read_table_rows as read_table_rows
from negoce.companies.enums import ImportState
from negoce.companies.interfaces import ImportTarget
from negoce.companies.models import ImportRowIssue, ImportRun
from negoce.companies.queries.imports.source import mapping_of, prepare, prepared_path
from negoce.companies.queries.imports.targets import import_target
from negoce.companies.rules.imports.outcome import Result, RowOutcome
from negoce.files.reading.rows import TableRow
from negoce.identity.actions.journal import Entry, record
from negoce.identity.rules.actor import Actor
from negoce.jobs.queue import enqueue

Progress = Callable[[int, int], None]
FIRST_ROWS = 200
# From so many new records on, what the database knew of its tables is no longer true.
MANY = 5_000
MEASURE = "jobs.measure_tables"


class ImportMoved(Exception):
    """The import was paused or ended, or another worker has it: nothing of ours is kept."""


def run_import(actor: Actor, run: ImportRun, *, progress: Progress, hold: Callable[[], None]) -> ImportRun:
    """Bring in what is left of a started import.

    `hold` is called inside each transaction and undoes it by raising; `progress(done, total)` between them.
    """
    target = import_target(run.target)
    group_column = next((at for at, key in mapping_of(run).items() if key == target.group_by), None)
    if run.total_rows is None or not prepared_path(run).exists():
        run.total_rows = prepare(run, group_column)
        ImportRun.objects.filter(pk=run.pk).update(total_rows=run.total_rows)
    batch = ImportBatch(actor, run, timezone.now(), signature_of(run.columns)[:8])
    progress(run.done_rows, run.total_rows)
    with bulk_commits(), seldom_collected():
        whole = _bring_in_rows(batch, target, group_column, progress, hold)
        if target.settle is not None and not run.dry_run:
            target.settle(hold)
    if whole:
        _finish(actor, run)
    return run


def _bring_in_rows(
    batch: ImportBatch,
    target: ImportTarget,
    group_column: int | None,
    progress: Progress,
    hold: Callable[[], None],
) -> bool:
    """Bring in batch after batch; false when the import was paused or ended, or another has it."""
    run, size = batch.run, FIRST_ROWS
    with rows_of_import(target, run, group_column, batch.namespace) as next_rows:
        while run.state == ImportState.STARTED.value:
            # Read outside the transaction: only writing keeps others waiting.
            piece = next_rows(size)
            if not piece.rows:
                return True
            try:
                seconds = _bring_in(batch, target, piece, hold)
            except ImportMoved:
                # Paused, cancelled, or in other hands since: nothing of this batch is kept.
                run.refresh_from_db()
                return False
            ended = time.monotonic()
            size = next_size(len(piece.rows), seconds)
            progress(run.done_rows, run.total_rows or 0)
            let_others_write(ended)
    return False


def _bring_in(batch: ImportBatch, target: ImportTarget, piece: ReadBatch, hold: Callable[[], None]) -> float:
    """Write one batch; returns the seconds that its transaction took."""
    run, rows = batch.run, piece.rows
    batch.moment = timezone.now()
    with transaction.atomic():
        write_alone()
        began = time.monotonic()
        if run.dry_run:
            with transaction.atomic():
                outcomes = target.write(batch, rows)
                transaction.set_rollback(True)
            batch.images.clear()
        else:
            hold()
            outcomes = target.write(batch, rows)
            batch.flush()
        said = {outcome.number for outcome in outcomes if outcome.findings}
        store_issues(run, piece.sources(said) if said else (), outcomes)
        _mark(run, piece, outcomes)
    seconds = time.monotonic() - began
    run.refresh_from_db()
    return seconds


def _mark(run: ImportRun, piece: ReadBatch, outcomes: Sequence[RowOutcome]) -> None:
    """Say how far the import is, in the transaction of the batch: both happen or neither does."""
    counts = Counter(outcome.result for outcome in outcomes)
    incomplete = sum(1 for outcome in outcomes if is_incomplete(outcome))
    here = ImportRun.objects.filter(  # type: ignore[misc]
        pk=run.pk,
        done_offset=run.done_offset,
        done_rows=run.done_rows,
        state=ImportState.STARTED.value,
        job_id=run.job_id,
    )
    values: dict[str, Any] = {
        f"{result.value}_count": F(f"{result.value}_count") + counts[result] for result in Result
    }
    moved = here.update(
        done_offset=piece.next_offset,
        done_rows=F("done_rows") + len(piece.rows),
        incomplete_count=F("incomplete_count") + incomplete,
        **values,
    )
    if not moved:
        raise ImportMoved


def is_incomplete(outcome: RowOutcome) -> bool:
    """Whether a row was taken without some of its values."""
    taken = outcome.result not in (Result.REFUSED, Result.ASKED)
    return taken and bool(outcome.findings)


def store_issues(run: ImportRun, rows: Sequence[TableRow], outcomes: Sequence[RowOutcome]) -> None:
    """Keep what is to be said of these rows, in the caller's transaction."""
    cells = {row.number: row.cells for row in rows}
    positions = {key: at for at, key in mapping_of(run).items()}
    issues = []
    for outcome in outcomes:
        for each in outcome.findings:
            at = positions.get(each.field)
            row = cells[outcome.number]
            issues.append(
                {
                    "run_id": run.pk,
                    "row_number": outcome.number,
                    "severity": each.finding.severity,
                    "field": each.field,
                    "column": run.columns[at][:200] if at is not None else "",
                    "value": row[at].strip()[:300] if at is not None and at < len(row) else "",
                    "code": each.finding.code,
                    "figures": {name: plain(value) for name, value in each.finding.figures.items()},
                }
            )
    insert_values(ImportRowIssue, issues)


def _finish(actor: Actor, run: ImportRun) -> None:
    now = timezone.now()
    with transaction.atomic():
        mine = ImportRun.objects.filter(pk=run.pk, state=ImportState.STARTED.value)
        if not mine.update(state=ImportState.DONE.value, finished_at=now):
            return
        if not run.dry_run:
            if run.created_count >= MANY:
                enqueue(MEASURE, unique_key=MEASURE)
            names = (
                "created_count",
                "updated_count",
                "unchanged_count",
                "skipped_count",
                "refused_count",
                "asked_count",
            )
            record(
                actor,
                Entry(
                    verb="import",
                    subject_kind="import",
                    subject_id=run.pk,
                    subject_name=run.file.name,
                    changes={name: (None, getattr(run, name)) for name in names if getattr(run, name)},
                    batch=run.public_id,
                ),
                at=now,
            )
    run.refresh_from_db()
