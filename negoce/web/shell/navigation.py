"""The sidebar: only what exists is shown."""

from __future__ import annotations

from django.http import HttpRequest


def navigation_for(request: HttpRequest) -> dict[str, object]:
    """Groups and items of the sidebar for this person."""
    return {"groups": []}
