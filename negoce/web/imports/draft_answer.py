"""What answers a change of a draft: the fragment, or the whole page without htmx."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from negoce.companies.models import ImportRun
from negoce.web.http import actor_of
from negoce.web.imports.draft_context import draft_context


def draft_fragment(request: HttpRequest, run: ImportRun, error: str = "") -> HttpResponse:
    """The draft as it is now, with what was refused."""
    context = draft_context(actor_of(request), run, error)
    template = "web/imports/_draft.html" if request.headers.get("HX-Request") else "web/imports/draft.html"
    return render(request, template, context, status=422 if error else 200)
