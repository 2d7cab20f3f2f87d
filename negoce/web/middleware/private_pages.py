"""Keeps pages out of caches: they hold personal data, and outlive the session in one that nobody empties."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


class PrivatePagesMiddleware:
    """Tells browsers and proxies to keep no copy of what we answer, unless the view says otherwise.

    Static files are answered before this one and stay cacheable.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        caching = response.headers.get("Cache-Control", "")
        if not caching:
            response.headers["Cache-Control"] = "private, no-store"
        elif "no-store" in caching and "private" not in caching:
            response.headers["Cache-Control"] = f"private, {caching}"
        return response
