"""The rows whose record exists: what the file says of each, beside the record that it speaks of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from negoce.companies.actions.imports.undo import UNDOABLE
from negoce.companies.models import ImportRowIssue, ImportRun
from negoce.companies.queries.imports.gone import gone_questions
from negoce.companies.queries.imports.runs import issues_of
from negoce.companies.queries.imports.source import prepared_path, rows_by_number
from negoce.companies.queries.imports.targets import import_target
from negoce.companies.words.import_findings import say_issue, say_row
from negoce.identity.rules.actor import Actor
from negoce.ui.components.tables import TableColumn
from negoce.web.imports.comparison import Comparison, compare_rows
from negoce.web.imports.words import ANSWERS

PAGE = 50
# Longer files are not read through for a page: the row is shown when somebody decides.
_MOST_ROWS = 20_000


def questions_context(actor: Actor, run: ImportRun, start: int) -> dict[str, Any]:
    """A page of the rows that wait for an answer."""
    found = list(issues_of(run).filter(severity="question")[start : start + PAGE + 1])
    compared = _compared(actor, run, found[:PAGE])
    gone = gone_of(run, [issue for issue in found[:PAGE] if issue.row_number not in compared])
    return {
        "run": run,
        "questions": [
            (issue, gone.get(issue.row_number) or say_issue(issue), compared.get(issue.row_number))
            for issue in found[:PAGE]
        ],
        "settleable": run.state in UNDOABLE and not run.dry_run,
        "next_question": start + PAGE if len(found) > PAGE else 0,
        "answers": list(ANSWERS.items()),
        "question_columns": (
            TableColumn(""),
            TableColumn(_("Ligne"), numeric=True),
            TableColumn(_("Fiche existante")),
            TableColumn(_("Ce qui diffère")),
            TableColumn(_("Actions")),
        ),
    }


def record_of(issue: ImportRowIssue) -> str:
    """The public id of the record that a row speaks of."""
    return str(issue.figures.get("record") or "")


def gone_of(run: ImportRun, issues: Sequence[ImportRowIssue]) -> Mapping[int, str]:
    """What is said of the questions whose record is gone, by the row's number."""
    if not issues:
        return {}
    gone = gone_questions(import_target(run.target).kinds[0], issues)
    return {number: say_row("row.gone", {"name": name}) for number, name in gone.items()}


def _compared(actor: Actor, run: ImportRun, issues: Sequence[ImportRowIssue]) -> Mapping[int, Comparison]:
    if not issues or (run.total_rows or 0) > _MOST_ROWS or not prepared_path(run).exists():
        return {}
    records = {issue.row_number: record_of(issue) for issue in issues}
    return compare_rows(actor, run, list(rows_by_number(run, frozenset(records))), records)
