"""What every page of the shell needs: navigation and the person's settings."""

from __future__ import annotations

from django.http import HttpRequest


def shell(request: HttpRequest) -> dict[str, object]:
    """Context of the base templates; empty for visitors."""
    if not getattr(request, "actor", None):
        return {}
    from negoce.web.shell.navigation import navigation_for

    return {"shell": navigation_for(request)}
