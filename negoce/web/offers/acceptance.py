"""Accepting in two steps without a script: what is accepted and by whom, then the code sent by e-mail."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from negoce.kit.refusal import Refused
from negoce.negotiation.actions.quotes.online_accept import Answer, accept_online, checked_answer
from negoce.negotiation.actions.quotes.online_code import send_code
from negoce.negotiation.models import QuoteLink
from negoce.web.offers.doors import ip_of, offer_page, offer_url
from negoce.web.offers.page import chosen_of, draw_offer, offer_context


@offer_page("POST")
def code(request: HttpRequest, link: QuoteLink) -> HttpResponse:
    """Check what was typed, send the code, show the second step."""
    try:
        if request.POST.get("agreed") != "1":
            raise Refused("", fields={"agreed": [""]})
        checked_answer(link.version, _answer(request))
        send_code(link)
    except Refused as refused:
        return draw_offer(request, link, refused=refused, asked="code", status=422)
    return _second_step(request, link)


@offer_page("POST")
def acceptance(request: HttpRequest, link: QuoteLink) -> HttpResponse:
    """Accept with the code; the page of the offer then says so."""
    try:
        accept_online(link, _answer(request), request.POST.get("code", "")[:40])
    except Refused as refused:
        return _second_step(request, link, refused)
    response = redirect(offer_url(link))
    response.status_code = 303
    return response


def _answer(request: HttpRequest) -> Answer:
    posted = request.POST
    return Answer(
        name=posted.get("name", "")[:600],
        capacity=posted.get("capacity", "")[:600],
        options=chosen_of(posted),
        buyer_reference=posted.get("reference", "")[:60],
        ip=ip_of(request),
    )


def _second_step(request: HttpRequest, link: QuoteLink, refused: Refused | None = None) -> HttpResponse:
    """What will be accepted, its total with the options, and the place of the code."""
    chosen = chosen_of(request.POST)
    context = {
        **offer_context(link, chosen),
        "problem": refused.message if refused is not None else "",
        "typed": {name: request.POST.get(name, "")[:600] for name in ("name", "capacity", "reference")},
        "chosen": chosen,
    }
    return render(request, "web/offers/code.html", context, status=422 if refused is not None else 200)
