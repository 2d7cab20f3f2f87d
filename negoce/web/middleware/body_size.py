"""Looks at how much is sent before anything of it is read: a form with a file is unpacked to the disk as it comes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from negoce.files.rules.kinds import FORM_ROOM, MAX_TEXT_BYTES
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.web.http import actor_of
from negoce.web.middleware.login_required import refuse_visitor

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def takes_file(permission: Permission, most: int = MAX_TEXT_BYTES) -> Callable[[View], View]:
    """Mark a view as one to which people who have this permission may send a file, of so many bytes at most."""

    def marked(view: View) -> View:
        view.file_permission = permission  # type: ignore[attr-defined]  # marks on a function, read below
        view.file_most = most  # type: ignore[attr-defined]
        return view

    return marked


class BodySizeMiddleware:
    """Refuses by its announced size what the person may not send; stands before whatever reads forms.

    What is small passes: it is read in memory, and refused where it belongs.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], arguments: object, named: object
    ) -> HttpResponse | None:
        """Sign-in, then the right, then the size; nothing of the body is read."""
        size = _announced(request)
        if size <= settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            return None
        if not request.user.is_authenticated:
            return refuse_visitor(request)
        permission: Permission | None = getattr(view, "file_permission", None)
        most: int = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        if permission is not None:
            require(actor_of(request), permission)
            most = getattr(view, "file_most", MAX_TEXT_BYTES)
            if size <= most + FORM_ROOM:
                return None
        return render(request, "413.html", {"most": most // 10**6}, status=413)


def _announced(request: HttpRequest) -> int:
    """How long the body says it is; without a length Django reads none."""
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0
