"""The palette's fragments and the page of all results."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from negoce.companies.queries.search.find import search
from negoce.companies.queries.search.recent import recent_hits
from negoce.companies.rules.search.query import TYPED_MAX
from negoce.web.http import actor_of
from negoce.web.search.shown import Block, command_lines, hit_lines, result_blocks
from negoce.web.shell.commands import commands_for, matching_commands

ALL_PER_KIND = 40
COMMANDS_SHOWN = 6


@require_GET
@never_cache
def results(request: HttpRequest) -> HttpResponse:
    """What the palette shows while one types; the whole page when opened as one."""
    if not request.headers.get("HX-Request"):
        return everything(request)
    actor, typed = actor_of(request), typed_text(request)
    found = search(actor, typed)
    blocks = result_blocks(found)
    commands = command_lines(matching_commands(actor, typed)[:COMMANDS_SHOWN])
    context = {
        "typed": typed,
        "blocks": blocks,
        "commands": commands,
        "corrected": " ".join(found.corrected),
        "all_url": f"{reverse('search:all')}?{urlencode({'q': typed})}" if blocks else "",
    }
    return render(request, "web/search/_results.html", context)


@require_GET
@never_cache
def recent(request: HttpRequest) -> HttpResponse:
    """What the palette shows before one types: the last records, and what one can do."""
    actor = actor_of(request)
    lines = tuple(line for source, hit in recent_hits(actor) for line in hit_lines(source, [hit]))
    blocks = [Block(_("Récents"), lines)] if lines else []
    context = {"blocks": blocks, "commands": command_lines(commands_for(actor)[:COMMANDS_SHOWN])}
    return render(request, "web/search/_recent.html", context)


@require_GET
@never_cache
def everything(request: HttpRequest) -> HttpResponse:
    """The page of all results: more of each kind."""
    actor, typed = actor_of(request), typed_text(request)
    found = search(actor, typed, per_kind=ALL_PER_KIND)
    context = {"typed": typed, "blocks": result_blocks(found), "corrected": " ".join(found.corrected)}
    return render(request, "web/search/all.html", context)


def typed_text(request: HttpRequest) -> str:
    """What was typed, without what no text holds; longer than any real search is cut."""
    return request.GET.get("q", "").replace("\0", "").strip()[:TYPED_MAX]
