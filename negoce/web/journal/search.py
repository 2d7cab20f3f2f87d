"""The journal's own page."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from negoce.identity.enums import Permission
from negoce.identity.models import JournalEntry
from negoce.identity.permissions import require
from negoce.identity.queries.journal import matching, page_of
from negoce.identity.queries.journal_folds import FoldedPage, folded_page_of
from negoce.identity.rules.actor import Actor
from negoce.ui.components.tables import TableColumn
from negoce.web.http import actor_of
from negoce.web.journal.forms import JournalForm
from negoce.web.journal.lines import EntryLine, entry_lines, folded_lines
from negoce.web.journal.visible import visible_entries


@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """Entries that answer the filter, newest first; `cursor` asks htmx for the rows that follow."""
    actor = actor_of(request)
    require(actor, Permission.SEE_JOURNAL)
    form = JournalForm(actor, request.GET or None)
    lines: list[EntryLine] = []
    next_cursor = ""
    if not form.is_bound or form.is_valid():
        rows = visible_entries(actor)
        rows = matching(rows, form.wanted()) if form.is_bound else rows
        lines, next_cursor = _lines(request, actor, rows)
    context = {
        "form": form,
        "lines": lines,
        "columns": [TableColumn(words) for words in (_("Quand et qui"), _("Quoi"), _("Changements"))],
        "next_url": _url(request, cursor=next_cursor) if next_cursor else "",
        "searching": bool(set(request.GET) - {"cursor"}),
    }
    wants_rows = bool(request.headers.get("HX-Request")) and "cursor" in request.GET
    template = "web/journal/_rows.html" if wants_rows else "web/journal/search.html"
    status = 422 if form.is_bound and form.errors else 200
    return render(request, template, context, status=status)


def _lines(request: HttpRequest, actor: Actor, rows: QuerySet[JournalEntry]) -> tuple[list[EntryLine], str]:
    """The lines of this page and the cursor of the next; one change of many records is told record by record
    only when it is asked for.
    """
    cursor = request.GET.get("cursor", "")
    if request.GET.get("batch"):
        page = page_of(rows, cursor)
        return entry_lines(actor, page.entries), page.next_cursor
    folded: FoldedPage = folded_page_of(rows, cursor)
    urls = {
        entry.pk: _url(request, batch=entry.batch, verb=entry.verb, kind=entry.subject_kind, cursor="")
        for entry in folded.entries
        if entry.pk in folded.counts
    }
    return folded_lines(actor, folded, urls), folded.next_cursor


def _url(request: HttpRequest, **changed: str) -> str:
    query = request.GET.copy()
    for name, value in changed.items():
        query[name] = value
    return f"?{query.urlencode()}"
