"""Gives each request its actor, language and theme."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation

from negoce.identity.queries.actors import actor_for


class ActorMiddleware:
    """Sets `request.actor` for signed-in users and speaks their language."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return self._in_language(request, translation.get_language_from_request(request))
        request.actor = actor_for(request.user)  # type: ignore[attr-defined,arg-type]
        return self._in_language(request, request.user.language)  # type: ignore[union-attr]

    def _in_language(self, request: HttpRequest, language: str) -> HttpResponse:
        with translation.override(language):
            request.LANGUAGE_CODE = language  # type: ignore[attr-defined]
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", language)
            return response
