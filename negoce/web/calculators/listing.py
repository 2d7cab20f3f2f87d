"""The list of calculations, narrowed by what is typed."""

from __future__ import annotations

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from negoce.kit.text import split_words
from negoce.web.calculators.topics import entries


@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """Group by group; htmx gets the list alone."""
    query = request.GET.get("q", "")[:80]
    typed = split_words(query)
    found = [each for each in entries() if each.answers_to(typed)]
    groups = [(label, list(members)) for label, members in groupby(found, key=lambda each: str(each.group))]
    context = {"query": query, "groups": groups}
    fragment = bool(request.headers.get("HX-Request"))
    return render(request, f"web/calculators/{'_list' if fragment else 'list'}.html", context)
