"""The builder of filters: one chip at a time, a condition or several joined by « ou »; or the text itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from negoce.companies.queries.lists.spec import Asked, ListSpec, understand
from negoce.companies.queries.lists.suggestions import suggest_values
from negoce.companies.rules.filter_text import write_filter
from negoce.companies.rules.filters import Condition, Group
from negoce.web.lists.answers import redraw, same_dialog
from negoce.web.lists.filter_form import (
    MAX_LINES,
    Line,
    condition_of_line,
    lines_of,
    make_line,
    missing_value,
    posted_lines,
)
from negoce.web.lists.filter_words import problem_words
from negoce.web.lists.state import ListState, read_state


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, key: str) -> HttpResponse:
    """GET opens the builder on a chip or a new one; POST redraws it (another field, one more line) or
    applies it.
    """
    state = read_state(request, key)
    if request.method == "GET":
        opened = _opened(state, request.GET.get("index", "new"), request.GET.get("field", ""))
        return _form(request, state, opened)
    step = request.POST.get("step", "apply")
    if step == "text":
        return _apply_text(request, state)
    lines = posted_lines(state.spec, request.POST)
    if step == "add" and len(lines) < MAX_LINES:
        lines.append(make_line(state.spec, len(lines), lines[-1].column.key if lines else "", None))
    if step.startswith("remove-") and len(lines) > 1:
        lines = [line for line in lines if f"remove-{line.number}" != step]
    if step != "apply":
        return _form(request, state, lines)
    return _apply(request, state, lines)


@require_GET
def suggestions(request: HttpRequest, key: str) -> HttpResponse:
    """Values that begin so, as the options of a datalist."""
    state = read_state(request, key)
    column = state.spec.readable.get(request.GET.get("column", ""))
    text = next((str(value) for name, value in request.GET.items() if name.startswith("value-")), "")
    # A list of values is proposed for its last one.
    found = suggest_values(state.spec, column, text.rsplit(",", 1)[-1].strip()[:60]) if column else ()
    return HttpResponse(format_html_join("", '<option value="{}">', ((value,) for value in found)))


def _opened(state: ListState, index: str, field: str) -> Sequence[Line] | None:
    parts = state.spec.filter.parts
    if index.isascii() and index.isdigit() and int(index[:4]) < len(parts):
        return lines_of(state.spec, parts[int(index[:4])])
    return [make_line(state.spec, 0, field, None)]


def _apply(request: HttpRequest, state: ListState, lines: Sequence[Line]) -> HttpResponse:
    missing = [finding for line in lines if (finding := missing_value(line)) is not None]
    if missing or not lines:
        return same_dialog(_form(request, state, lines, [problem_words(one) for one in missing]))
    part = Group(tuple(condition_of_line(line) for line in lines), any_of=True)
    text = write_filter(_replaced(state.spec, request.POST.get("index", "new"), part))
    understood = understand(state.definition, state.spec.actor, Asked(filter=text), state.spec.today)
    if understood.problems:
        return same_dialog(_form(request, state, lines, [problem_words(one) for one in understood.problems]))
    return redraw(request, state.definition.key, {"filter": text}, state.parameters())


def _apply_text(request: HttpRequest, state: ListState) -> HttpResponse:
    text = request.POST.get("text", "")
    understood = understand(state.definition, state.spec.actor, Asked(filter=text), state.spec.today)
    if understood.problems:
        errors = [problem_words(one) for one in understood.problems]
        lines = posted_lines(state.spec, request.POST) or None
        return same_dialog(_form(request, state, lines, errors, text=text))
    return redraw(request, state.definition.key, {"filter": understood.filter_text}, state.parameters())


def _replaced(spec: ListSpec, index: str, part: Condition | Group) -> Group:
    parts = spec.filter.parts
    if index.isascii() and index.isdigit() and int(index[:4]) < len(parts):
        at = int(index[:4])
        return Group((*parts[:at], part, *parts[at + 1 :]))
    return Group((*parts, part))


def _form(
    request: HttpRequest,
    state: ListState,
    lines: Sequence[Line] | None,
    errors: Sequence[str] = (),
    *,
    text: str | None = None,
) -> HttpResponse:
    index = request.POST.get("index") or request.GET.get("index", "new")
    context: dict[str, Any] = {
        "url": state.part_url("filter"),
        "suggestions_url": state.part_url("suggestions"),
        "index": index,
        "is_new": index == "new",
        "lines": lines or [],
        "only_text": lines is None,
        "errors": errors,
        "text": state.spec.filter_text if text is None else text,
        "text_open": text is not None or lines is None,
        "groups": _field_groups(state),
        # The field is known already: the value is what remains to be said.
        "asks_value": bool(request.GET.get("field")),
        "may_add": lines is not None and len(lines) < MAX_LINES,
    }
    return render(request, "web/lists/_filter_dialog.html", context)


def _field_groups(state: ListState) -> list[tuple[str, list[tuple[str, Any]]]]:
    columns = [column for column in state.spec.readable.values() if column.filterable]
    first = [(one.key, one.label) for one in columns if one.shown_by_default]
    others = sorted(
        ((one.key, one.label) for one in columns if not one.shown_by_default), key=lambda pair: str(pair[1])
    )
    return [(_("Courants"), first), (_("Tous les autres"), others)]
