"""Takes NULs out of what is asked: no text has one, and PostgreSQL fails on it in any query."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, QueryDict


class NoNulMiddleware:
    """Removes NULs from the parameters of the address and from the fields of forms, before any view."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "%00" in request.META.get("QUERY_STRING", ""):
            request.GET = _without(request.GET)  # type: ignore[assignment]  # the stubs know Django's own only
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., object], arguments: object, named: object
    ) -> None:
        """Clean what was posted: by now its size and its origin were checked."""
        if request.method == "POST" and any(
            "\0" in value for name in request.POST for value in (name, *request.POST.getlist(name))
        ):
            request.POST = _without(request.POST)  # type: ignore[assignment]  # the stubs know Django's own only


def _without(given: QueryDict) -> QueryDict:
    cleaned = QueryDict(mutable=True)
    for name, values in given.lists():
        cleaned.setlist(name.replace("\0", ""), [str(value).replace("\0", "") for value in values])
    cleaned._mutable = False
    return cleaned
