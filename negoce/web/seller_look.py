"""The seller’s logo and colour on pages of the public: a picture and a style sheet, for no style stands in a page."""

from __future__ import annotations

import re

from django.http import HttpResponse

from negoce.parameters.queries.seller import seller

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_LOGOS = {"png": "image/png", "jpeg": "image/jpeg", "jpg": "image/jpeg", "svg": "image/svg+xml"}


def logo_answer() -> HttpResponse:
    """The logo; the policy of every answer keeps a drawing from running anything."""
    us = seller()
    kind = _LOGOS.get(str(us.logo_kind))
    if not us.logo or kind is None:
        return HttpResponse(status=404)
    return HttpResponse(bytes(us.logo), content_type=kind)


def colours_answer() -> HttpResponse:
    """The seller's colour in the place of ours."""
    colour = str(seller().colour)
    if not _COLOUR.fullmatch(colour):
        return HttpResponse("", content_type="text/css")
    # White is read on it, and it is read on white: else it only decorates.
    dark = 1.05 / (_luminance(colour) + 0.05) >= 4.5
    accent = colour if dark else "#1d1f1c"
    style = f".offer{{--brand:{colour};--accent:{accent};--accent-ink:#fff}}"
    return HttpResponse(style, content_type="text/css")


def has_logo() -> bool:
    """Whether the page may show a logo."""
    us = seller()
    return bool(us.logo) and str(us.logo_kind) in _LOGOS


def _luminance(colour: str) -> float:
    """The relative luminance of `#rrggbb`, from 0 to 1."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
