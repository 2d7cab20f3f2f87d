"""Signing out empties the browser of what pages of ours keep in it: the entries of a stand, and their worker."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse


def clears_device(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Have the browser forget all that this site stored, once somebody who was signed in no longer is."""

    @wraps(view)
    def answer(request: HttpRequest, *parts: Any, **named: Any) -> HttpResponse:
        was_in = request.user.is_authenticated
        response = view(request, *parts, **named)
        if was_in and not request.user.is_authenticated:
            response.headers["Clear-Site-Data"] = '"storage"'
        return response

    return answer
