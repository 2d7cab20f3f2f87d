"""What came of an import: the rows to mend, on screen and as a file."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from negoce.companies.actions.imports.undo import UNDOABLE
from negoce.companies.enums import ImportState
from negoce.companies.models import ImportRowIssue, ImportRun
from negoce.companies.queries.imports.runs import faulty_rows, issues_of, visible_imports
from negoce.companies.queries.imports.targets import import_target
from negoce.companies.rules.spreadsheet_text import neutralise
from negoce.companies.words.import_findings import say_issue
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.ui.components.tables import TableColumn
from negoce.web.http import actor_of, load_or_404
from negoce.web.imports.questions import questions_context

PAGE = 100
# A long value would push the reason and what to do beside the screen; the form that mends it has it whole.
LONGEST_VALUE = 120


@require_GET
def issues(request: HttpRequest, public_id: str) -> HttpResponse:
    """The next rows to mend."""
    run = _run(request, public_id)
    start = str(request.GET.get("start", "0"))
    at = int(start) if start.isdecimal() and len(start) < 9 else 0
    if request.GET.get("kind") == "question":
        context = questions_context(actor_of(request), run, at)
        return render(request, "web/imports/_question_rows.html", context)
    return render(
        request,
        "web/imports/_issue_rows.html",
        issues_context(run, at),
    )


@require_GET
def rows(request: HttpRequest, public_id: str) -> StreamingHttpResponse:
    """Just the rows to mend, with their reasons, for a spreadsheet: UTF-8 with its mark, semicolons."""
    run = _run(request, public_id)
    response = StreamingHttpResponse(_lines(run), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="import-{run.public_id}.csv"'
    return response


def issues_context(run: ImportRun, start: int) -> dict[str, Any]:
    """A page of issues, and whether there are more."""
    found = list(
        issues_of(run)
        .exclude(severity="question")
        .order_by("severity", "row_number", "id")[start : start + PAGE + 1]
    )
    offered = _offered(run, found)
    return {
        "run": run,
        "longest_value": LONGEST_VALUE,
        "issues": [(issue, say_issue(issue), issue.pk in offered) for issue in found[:PAGE]],
        "next_start": start + PAGE if len(found) > PAGE else 0,
        "issue_columns": (
            TableColumn(_("Ligne"), numeric=True),
            TableColumn(_("Colonne")),
            TableColumn(_("Valeur")),
            TableColumn(_("Raison")),
            TableColumn(_("Suite donnée")),
        ),
    }


def _offered(run: ImportRun, issues: Sequence[ImportRowIssue]) -> frozenset[int]:
    """The first issue of each row that a person may settle here; rows that go by groups are mended in a file."""
    if run.state not in UNDOABLE or import_target(run.target).group_by or (run.dry_run and not _draft(run)):
        return frozenset()
    first: dict[int, int] = {}
    for issue in issues:
        if issue.severity == "error":
            first.setdefault(issue.row_number, issue.pk)
    return frozenset(first.values())


def _draft(run: ImportRun) -> bool:
    """Whether the run is the trial of an import that has not begun."""
    return run.trial_of is not None and run.trial_of.state == ImportState.DRAFT.value


class _Echo:
    def write(self, text: str) -> str:
        return text


def _lines(run: ImportRun) -> Iterator[str]:
    """The columns of the file come first, under their names: the mended file goes in as it is."""
    writer = csv.writer(_Echo(), delimiter=";")
    yield "\ufeff"
    yield writer.writerow([*map(neutralise, run.columns), _("Ligne"), _("Suite donnée"), _("Raison")])
    width = len(run.columns)
    for row in faulty_rows(run):
        refused = any(issue.severity == "error" for issue in row.issues)
        end = _("Refusée") if refused else _("Importée sans cette valeur")
        reasons = " ".join(
            f"{issue.column} : {say_issue(issue)}" if issue.column else say_issue(issue)
            for issue in row.issues
        )
        cells = [*row.cells[:width], *[""] * (width - len(row.cells))]
        # A reason begins with the name of a column, which comes from the file.
        yield writer.writerow([*map(neutralise, cells), row.number, end, neutralise(reasons)])


def _run(request: HttpRequest, public_id: str) -> ImportRun:
    actor = actor_of(request)
    require(actor, Permission.IMPORT)
    return load_or_404(visible_imports(actor), public_id)
