"""A page made of panels on tabs, as that of a deal and that of a tender: which tab is asked for, which are shown."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any
from urllib.parse import parse_qs

from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from negoce.ui.components.lists import Tab
from negoce.web.http import shown_address

# Keys and labels in order; the first is the one on which the page opens.
Tabs = Sequence[tuple[str, Any]]


def asked_tab(request: HttpRequest, tabs: Tabs, used: Collection[str]) -> str:
    """The tab that is asked for, or that the page shows from which something is asked; the first by default."""
    asked = request.GET.get("tab") or parse_qs(shown_address(request).query).get("tab", [""])[0]
    return asked if asked in used else tabs[0][0]


def shown_tabs(tabs: Tabs, used: Collection[str], url: str, chosen: str) -> Sequence[Tab]:
    """The tabs that hold something; none while there is one alone."""
    if len(used) < 2:
        return ()
    first = tabs[0][0]
    return [
        Tab(str(label), url if key == first else f"{url}?tab={key}", active=chosen == key)
        for key, label in tabs
        if key in used
    ]


def redrawn(place: str, url: str, event: str, markup: str) -> SafeString:
    """Markup in its place on the page, which asks for itself again at an event."""
    return format_html(
        '<section class="deal-panel" id="{}" hx-get="{}" hx-trigger="{} from:body" hx-target="this" '
        'hx-swap="outerHTML">{}</section>',
        place,
        url,
        event,
        markup,
    )
