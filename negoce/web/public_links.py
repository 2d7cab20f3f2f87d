"""Whole addresses of pages that people outside the house open: quotes, forms, the way out of mailings."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest


def public_link(request: HttpRequest, path: str) -> str:
    """The address of a page for whoever is elsewhere: at the public address of the house, else where this one came in.

    Somebody who works on the machine itself, or by an inner name, sends no link that only they could open.
    """
    base: str = settings.NEGOCE_PUBLIC_URL
    return f"{base}{path}" if base else request.build_absolute_uri(path)
