"""Imports as people see them: their own, or all for those who manage the installation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from negoce.companies.models import ImportRowIssue, ImportRun
from negoce.companies.queries.imports.source import prepared_path, rows_by_number
from negoce.identity.enums import Permission
from negoce.identity.rules.actor import Actor


def visible_imports(actor: Actor) -> QuerySet[ImportRun]:
    """Imports that the actor may see, newest first."""
    runs = ImportRun.objects.select_related("file", "job", "created_by", "trial_of")
    if not actor.may(Permission.MANAGE_SETTINGS):
        runs = runs.filter(created_by_id=actor.user_id)
    return runs.order_by("-created_at", "-pk")


def issues_of(run: ImportRun) -> QuerySet[ImportRowIssue]:
    """What is to be said of its rows, refused ones and values left out alike, in the order of the file."""
    return ImportRowIssue.objects.filter(run=run).order_by("row_number", "id")


@dataclass(frozen=True, slots=True)
class FaultyRow:
    """A row to mend: its cells as they were, and what was wrong."""

    number: int
    cells: Sequence[str]
    issues: Sequence[ImportRowIssue]


def faulty_rows(run: ImportRun) -> Iterator[FaultyRow]:
    """The rows that were refused or taken without some values, one by one."""
    if not prepared_path(run).exists():
        return
    issues: dict[int, list[ImportRowIssue]] = {}
    for issue in issues_of(run).iterator(chunk_size=2_000):
        issues.setdefault(issue.row_number, []).append(issue)
    for row in rows_by_number(run, frozenset(issues)):
        yield FaultyRow(row.number, row.cells, issues[row.number])
