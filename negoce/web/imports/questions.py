"""The rows whose record exists: what the file says of each, beside the record that it speaks of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from negoce.companies.models import ImportRowIssue, ImportRun
from negoce.companies.queries.imports.runs import issues_of
from negoce.companies.queries.imports.source import mapping_of, prepared_path, rows_by_number
from negoce.companies.queries.imports.targets import import_target
from negoce.companies.words.import_findings import say_issue
from negoce.identity.rules.actor import Actor
from negoce.ui.components.tables import TableColumn
from negoce.web.imports.words import ANSWERS

PAGE = 50
_TOLD_CELLS = 5
# Longer files are not read through for a page: the row is shown when somebody decides.
_MOST_ROWS = 20_000
_PAGES = {"company": "companies:record", "contact": "contacts:record"}


def questions_context(_actor: Actor, run: ImportRun, start: int) -> dict[str, Any]:
    """A page of the rows that wait for an answer."""
    found = list(issues_of(run).filter(severity="question")[start : start + PAGE + 1])
    cells = _cells(run, [issue.row_number for issue in found[:PAGE]])
    page = _PAGES.get(import_target(run.target).kinds[0], "") if import_target(run.target).kinds else ""
    return {
        "run": run,
        "questions": [
            (issue, say_issue(issue), cells.get(issue.row_number, ()), _url(page, issue))
            for issue in found[:PAGE]
        ],
        "next_question": start + PAGE if len(found) > PAGE else 0,
        "answers": list(ANSWERS.items()),
        "question_columns": (
            TableColumn(""),
            TableColumn(_("Ligne"), numeric=True),
            TableColumn(_("Dans le fichier")),
            TableColumn(_("Fiche existante")),
            TableColumn(_("Actions")),
        ),
    }


def _cells(run: ImportRun, numbers: Sequence[int]) -> Mapping[int, Sequence[str]]:
    if not numbers or (run.total_rows or 0) > _MOST_ROWS or not prepared_path(run).exists():
        return {}
    order = [at for at, _key in sorted(mapping_of(run).items(), key=lambda pair: pair[0])]
    told = {}
    for row in rows_by_number(run, frozenset(numbers)):
        values = [row.cells[at].strip()[:60] for at in order if at < len(row.cells) and row.cells[at].strip()]
        told[row.number] = values[:_TOLD_CELLS]
    return told


def _url(page: str, issue: ImportRowIssue) -> str:
    record = str(issue.figures.get("record") or "")
    return reverse(page, args=[record]) if page and record else ""
