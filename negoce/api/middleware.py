"""Answers what begins with /api/v1/ before sessions, cookies and forms are looked at: none of them counts there.

What serves the API is loaded at the first such request, so that the site starts without it.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from negoce.api.root import ROOT


class ApiMiddleware:
    """Hands requests for the API to its dispatcher, all others on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith((ROOT, "/api/")) and request.path_info != "/api":
            return self.get_response(request)
        from negoce.api.dispatch import answer

        return answer(request)
