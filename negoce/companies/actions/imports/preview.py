"""The first rows as they would come in: written for a moment, looked at, and undone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from negoce.companies.actions.imports.batch import ImportBatch
from negoce.companies.actions.imports.create import signature_of
from negoce.companies.actions.imports.reading import read_table_rows
from negoce.companies.models import ImportRun
from negoce.companies.queries.imports.source import edited, first_rows, mapping_of
from negoce.companies.queries.imports.targets import import_target, missing_needs
from negoce.companies.rules.imports.outcome import Result, RowOutcome
from negoce.companies.rules.imports.rows import RowFinding
from negoce.files.reading.rows import TableRow
from negoce.identity.rules.actor import Actor

PREVIEW_ROWS = 12


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """A row of the file, what would become of it, and its values in words by field."""

    number: int
    result: Result
    shown: Mapping[str, str]
    findings: Sequence[RowFinding]
    source: Mapping[str, str]


def preview_import(actor: Actor, run: ImportRun) -> Sequence[PreviewRow]:
    """The first rows of data as they would be; none while a needed column is missing."""
    target, mapping = import_target(run.target), mapping_of(run)
    if missing_needs(target, mapping):
        return []
    rows = [row for row in first_rows(run)[run.header_row + 1 :] if not row.is_blank][:PREVIEW_ROWS]
    return preview_rows(actor, run, [edited(run, row) for row in rows])


def preview_rows(actor: Actor, run: ImportRun, rows: Sequence[TableRow]) -> Sequence[PreviewRow]:
    """These rows of the file as they would be; nothing is kept."""
    target, mapping = import_target(run.target), mapping_of(run)
    read = read_table_rows(target, run, rows)
    batch = ImportBatch(actor, run, timezone.now(), signature_of(run.columns)[:8])
    with transaction.atomic():
        outcomes: Sequence[RowOutcome] = target.write(batch, read)
        transaction.set_rollback(True)
    ends = {outcome.number: outcome for outcome in outcomes}
    return [
        PreviewRow(
            row.number,
            ends[row.number].result,
            target.show(values.values),
            ends[row.number].findings,
            _source(row, mapping),
        )
        for row, values in zip(rows, read, strict=True)
    ]


def _source(row: TableRow, mapping: Mapping[int, str]) -> Mapping[str, str]:
    return {key: row.cells[at].strip() for at, key in mapping.items() if at < len(row.cells)}
