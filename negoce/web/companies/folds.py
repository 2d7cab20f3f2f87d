"""Which sections of a record this person keeps folded: their browser says so, the server draws them so."""

from __future__ import annotations

from django.http import HttpRequest

COOKIE = "negoce_folds"


def is_folded(request: HttpRequest, key: str) -> bool:
    """Whether the section `key` is folded; the cookie holds the keys, joined by dots."""
    return key in request.COOKIES.get(COOKIE, "").split(".")
