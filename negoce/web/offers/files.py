"""The exact PDF that was sent, the seller's logo and colours."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from negoce.negotiation.actions.quotes.online_view import note_view
from negoce.negotiation.models import QuoteFile, QuoteLink
from negoce.web.offers.doors import ip_of, offer_page
from negoce.web.seller_look import colours_answer, logo_answer


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
    """The seller's logo."""
    return logo_answer()


@offer_page("GET", "HEAD")
def colours(_request: HttpRequest, _link: QuoteLink) -> HttpResponse:
    """The seller's colour."""
    return colours_answer()
