"""The page of settings."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from negoce.web.http import actor_of
from negoce.web.settings.entries import GROUPS
from negoce.web.shell.navigation import page_url


@require_GET
def hub(request: HttpRequest) -> HttpResponse:
    """What this person may set, group by group; a group without anything is absent."""
    actor = actor_of(request)
    groups = []
    for label, entries in GROUPS:
        shown = [
            (entry, page_url(entry.page))
            for entry in entries
            if page_url(entry.page) and entry.open_to(actor)
        ]
        if shown:
            groups.append((label, shown))
    return render(request, "web/settings/hub.html", {"columns": [groups[::2], groups[1::2]]})
