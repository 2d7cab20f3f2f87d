"""What every page of the shell needs: navigation and the person's settings."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from negoce.web.shell.navigation import navigation_for


def shell(request: HttpRequest) -> dict[str, object]:
    """Context of the base templates, made when a page asks for it (fragments do not); empty for visitors."""
    if not getattr(request, "actor", None):
        return {}
    return {"shell": SimpleLazyObject(lambda: navigation_for(request))}
