"""The exact PDF that was sent, the seller's logo and colours."""

from __future__ import annotations

import re

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from negoce.negotiation.actions.quotes.online_view import note_view
from negoce.negotiation.models import QuoteFile, QuoteLink
from negoce.parameters.queries.seller import seller
from negoce.web.offers.doors import ip_of, offer_page

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_LOGOS = {"png": "image/png", "jpeg": "image/jpeg", "jpg": "image/jpeg", "svg": "image/svg+xml"}


@offer_page("GET", "HEAD")
def pdf(request: HttpRequest, link: QuoteLink) -> HttpResponse:
    """The stored bytes, whose digest stands in the proof of acceptance."""
    kept = QuoteFile.objects.filter(version_id=link.version_id).first()
    if kept is None:
        return HttpResponse(status=404)
    if request.method == "GET":
        note_view(link, "pdf", ip_of(request))
    answer = HttpResponse(bytes(kept.pdf), content_type="application/pdf")
    name = f"{link.version.quote.number}.pdf"
    answer.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return answer


@offer_page("GET", "HEAD")
def logo(_request: HttpRequest, _link: QuoteLink) -> HttpResponse:
    """The logo; the policy of every answer keeps a drawing from running anything."""
    us = seller()
    kind = _LOGOS.get(str(us.logo_kind))
    if not us.logo or kind is None:
        return HttpResponse(status=404)
    return HttpResponse(bytes(us.logo), content_type=kind)


@offer_page("GET", "HEAD")
def colours(_request: HttpRequest, _link: QuoteLink) -> HttpResponse:
    """The seller's colour in the place of ours: a style sheet, for no style may stand in the page."""
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
