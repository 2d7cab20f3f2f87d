"""The journal's own page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.queries.journal import JournalPage, matching, page_of
from negoce.ui.components.tables import TableColumn
from negoce.web.http import actor_of
from negoce.web.journal.forms import JournalForm
from negoce.web.journal.lines import entry_lines
from negoce.web.journal.visible import visible_entries


@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """Entries that answer the filter, newest first; `cursor` asks htmx for the rows that follow."""
    actor = actor_of(request)
    require(actor, Permission.SEE_JOURNAL)
    form = JournalForm(actor, request.GET or None)
    page = JournalPage([], "")
    if not form.is_bound or form.is_valid():
        rows = visible_entries(actor)
        rows = matching(rows, form.wanted()) if form.is_bound else rows
        page = page_of(rows, request.GET.get("cursor", ""))
    context = {
        "form": form,
        "lines": entry_lines(actor, page.entries),
        "columns": [TableColumn(words) for words in (_("Quand et qui"), _("Quoi"), _("Changements"))],
        "next_url": _next_url(request, page.next_cursor),
        "searching": bool(set(request.GET) - {"cursor"}),
    }
    wants_rows = bool(request.headers.get("HX-Request")) and "cursor" in request.GET
    template = "web/journal/_rows.html" if wants_rows else "web/journal/search.html"
    status = 422 if form.is_bound and form.errors else 200
    return render(request, template, context, status=status)


def _next_url(request: HttpRequest, cursor: str) -> str:
    if not cursor:
        return ""
    query = request.GET.copy()
    query["cursor"] = cursor
    return f"?{query.urlencode()}"
