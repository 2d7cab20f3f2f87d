"""The order of a list by up to three columns."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from negoce.companies.queries.lists.spec import MAX_SORTS, is_sortable
from negoce.web.lists.answers import redraw
from negoce.web.lists.state import read_state


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, key: str) -> HttpResponse:
    """The form, and what was chosen in it."""
    state = read_state(request, key)
    if request.method == "POST":
        return redraw(request, key, {"sort": _asked(request)}, state.parameters())
    chosen = [(one.column.key, one.descending) for one in state.spec.sort]
    lines = [*chosen, *[("", False)] * MAX_SORTS][:MAX_SORTS]
    context = {
        "url": state.part_url("sort"),
        "lines": [{"number": at, "key": name, "descending": down} for at, (name, down) in enumerate(lines)],
        "columns": [(one.key, one.label) for one in state.spec.readable.values() if is_sortable(one)],
    }
    return render(request, "web/lists/_sort_dialog.html", context)


def _asked(request: HttpRequest) -> str:
    words = []
    for number in range(MAX_SORTS):
        name = request.POST.get(f"column-{number}", "")
        if name:
            words.append(f"-{name}" if request.POST.get(f"direction-{number}") == "down" else name)
    return ",".join(words)
