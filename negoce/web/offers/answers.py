"""A refusal, or something to change."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from negoce.kit.refusal import Refused
from negoce.negotiation.actions.quotes.online_answer import ask_change, refuse_online
from negoce.negotiation.models import QuoteLink
from negoce.web.offers.doors import offer_page, offer_url
from negoce.web.offers.page import draw_offer, offer_context


@offer_page("POST")
def refusal(request: HttpRequest, link: QuoteLink) -> HttpResponse:
    """Refuse, with a reason; the page of the offer then says so."""
    posted = request.POST
    try:
        refuse_online(link, reason=posted.get("reason", "")[:20], note=posted.get("note", "")[:2000])
    except Refused as refused:
        return draw_offer(request, link, refused=refused, asked="refusal", status=422)
    response = redirect(offer_url(link))
    response.status_code = 303
    return response


@offer_page("POST")
def change(request: HttpRequest, link: QuoteLink) -> HttpResponse:
    """Pass a wish on."""
    try:
        ask_change(link, note=request.POST.get("note", "")[:2000])
    except Refused as refused:
        return draw_offer(request, link, refused=refused, asked="change", status=422)
    return render(request, "web/offers/told.html", offer_context(link))
