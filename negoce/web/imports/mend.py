"""One row of an import settled by hand in the report: mended, answered for, or given up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from negoce.companies.actions.imports.edits import edit_row
from negoce.companies.actions.imports.mend import answer_question, drop_row, mend_row, replaced, row_to_mend
from negoce.companies.actions.imports.preview import preview_rows
from negoce.companies.enums import ImportAnswer
from negoce.companies.models import ImportRowIssue, ImportRun
from negoce.companies.queries.imports.source import mapping_of
from negoce.companies.rules.imports.outcome import Result, RowOutcome
from negoce.companies.words.import_findings import say_issue, say_row
from negoce.companies.words.row_messages import CREATE_AGAIN
from negoce.files.reading.rows import TableRow
from negoce.kit.refusal import Refused
from negoce.web.http import actor_of
from negoce.web.imports.comparison import Comparison, compare_rows
from negoce.web.imports.detail import load_import
from negoce.web.imports.questions import gone_of, record_of
from negoce.web.imports.words import ANSWERS, RESULTS


@dataclass(frozen=True, slots=True)
class MendCell:
    """A cell of the row, under its column's name, and what is wrong with it."""

    position: int
    name: str
    text: str
    problem: str = ""


@require_http_methods(["GET", "POST"])
def row(request: HttpRequest, public_id: str, number: int) -> HttpResponse:
    """The row with its cells to mend; POST settles it. Fragments that stand for a row of the report."""
    run, actor = load_import(request, public_id), actor_of(request)
    given: dict[int, str] = {}
    try:
        if request.method == "GET":
            found = row_to_mend(actor, run, number)
            return _form(request, run, number, dict(enumerate(found.cells)), _stored(run, number), row=found)
        if run.trial_of is not None:
            given = {at: str(request.POST.get(f"cell-{at}", "")) for at in mapping_of(run)}
            return _corrected(request, run, number, given)
        answer = str(request.POST.get("answer", ""))
        if answer == "drop":
            drop_row(actor, run, row_number=number)
            return _settled(request, number, Result.SKIPPED)
        if answer in list(ImportAnswer):
            record = str(request.POST.get("record", ""))
            outcome = answer_question(
                actor, run, row_number=number, answer=ImportAnswer(answer), record=record
            )
        else:
            given = {at: str(request.POST.get(f"cell-{at}", "")) for at in mapping_of(run)}
            outcome = mend_row(actor, run, row_number=number, cells=given)
    except Refused as refusal:
        return _form(request, run, number, given, {}, refusal.message)
    if outcome.result is not Result.REFUSED:
        return _settled(request, number, outcome.result)
    return _form(request, run, number, given, _said(outcome), status=422)


def _corrected(request: HttpRequest, run: ImportRun, number: int, given: dict[int, str]) -> HttpResponse:
    """Keep corrected cells for the import that the trial tried, and say what the row would become."""
    actor, draft = actor_of(request), run.trial_of
    assert draft is not None
    was = TableRow(number, tuple(row_to_mend(actor, run, number).cells[: len(run.columns)]))
    end = preview_rows(actor, draft, [replaced(was, given)])[0]
    if end.result is Result.REFUSED:
        said = {each.field: say_row(each.finding.code, each.finding.figures) for each in end.findings}
        return _form(request, run, number, given, said, status=422)
    edit_row(actor, draft, row_number=number, cells=given)
    words, tone = RESULTS[end.result]
    return render(request, "web/imports/_row_settled.html", {"number": number, "words": words, "tone": tone})


def _form(
    request: HttpRequest,
    run: ImportRun,
    number: int,
    cells: Mapping[int, str],
    problems: Mapping[str, str],
    error: str = "",
    status: int = 200,
    row: TableRow | None = None,
) -> HttpResponse:
    question = ImportRowIssue.objects.filter(run=run, row_number=number, severity="question").first()
    # Another record may have been chosen: the answers then speak of it.
    asked = request.POST.get("record") or request.GET.get("record")
    gone = gone_of(run, [question] if question is not None and not asked else []).get(number, "")
    context = {
        "run": run,
        "number": number,
        "cells": _cells(run, cells, problems),
        "error": error,
        "note": gone or problems.get("", ""),
        "gone": bool(gone),
        "create_again": CREATE_AGAIN,
        "question": question is not None,
        "comparison": _comparison(request, run, number, question, row) if question else None,
        "answers": list(ANSWERS.items()),
        "trial": run.trial_of is not None,
    }
    return render(request, "web/imports/_row_form.html", context, status=422 if error else status)


def _comparison(
    request: HttpRequest, run: ImportRun, number: int, question: ImportRowIssue, row: TableRow | None
) -> Comparison | None:
    """The row beside the record that it seems to speak of, or the one that the person looked for instead."""
    actor = actor_of(request)
    asked = request.GET if request.method == "GET" else request.POST
    record = str(asked.get("record") or record_of(question))
    try:
        rows = [row or row_to_mend(actor, run, number)]
    except Refused:
        return None
    return compare_rows(actor, run, rows, {number: record}).get(number)


def _cells(run: ImportRun, cells: Mapping[int, str], problems: Mapping[str, str]) -> Sequence[MendCell]:
    return [
        MendCell(at, run.columns[at], cells.get(at, "").strip(), problems.get(key, ""))
        for at, key in sorted(mapping_of(run).items())
        if at < len(run.columns)
    ]


def _stored(run: ImportRun, number: int) -> dict[str, str]:
    issues = ImportRowIssue.objects.filter(run=run, row_number=number).order_by("-pk")
    return {issue.field: say_issue(issue) for issue in issues}


def _said(outcome: RowOutcome) -> dict[str, str]:
    return {each.field: say_row(each.finding.code, each.finding.figures) for each in outcome.findings}


def _settled(request: HttpRequest, number: int, result: Result) -> HttpResponse:
    words, tone = RESULTS[result]
    return render(request, "web/imports/_row_settled.html", {"number": number, "words": words, "tone": tone})
