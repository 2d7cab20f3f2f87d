"""What every address of an offer does: opens without signing in, finds the link, keeps out of caches and of indexes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.csrf import csrf_exempt

from negoce.catalogue.documents.seller_view import spaced_phone
from negoce.negotiation.models import QuoteLink
from negoce.negotiation.queries.quote_links import find_link, status_of
from negoce.negotiation.rules.quote_link import SHOWN, LinkStatus
from negoce.parameters.queries.seller import seller
from negoce.web.identity.address import client_address
from negoce.web.middleware.login_required import public_page
from negoce.web.offers.limits import READS, STRANGERS, WRITES, is_too_often

P = ParamSpec("P")
View = Callable[[HttpRequest, QuoteLink], HttpResponse]
READ = ("GET", "HEAD")


def ip_of(request: HttpRequest) -> str:
    """The address that asks, as the proxies of the house tell it."""
    return (client_address(request) or "")[:45]


def offer_page(*methods: str) -> Callable[[View], Callable[Concatenate[HttpRequest, ...], HttpResponse]]:
    """Make a view of a link a public page; what was posted is read again by GET without harm.

    No cookie counts here: the token of the address is the right to read, and the code sent by e-mail the right to
    accept. So a forged request of another site can do nothing, and no CSRF token is asked (browsers that send no
    referrer send no origin either, which Django's check would refuse).
    """

    def made(view: View) -> Callable[Concatenate[HttpRequest, ...], HttpResponse]:
        @wraps(view)
        def answer(request: HttpRequest, token: str) -> HttpResponse:
            return _private(_answer(request, token, view, methods))

        return public_page(csrf_exempt(answer))

    return made


def _answer(request: HttpRequest, token: str, view: View, methods: Sequence[str]) -> HttpResponse:
    reads = request.method in READ
    if is_too_often(READS if reads else WRITES, ip_of(request)):
        return _closed(request, "busy", 429)
    if request.method not in methods:
        return redirect("offers:offer", token) if reads else HttpResponse(status=405)
    link = find_link(token)
    if link is None:
        stranger = is_too_often(STRANGERS, ip_of(request))
        return _closed(request, "busy", 429) if stranger else _closed(request, "unknown", 404)
    if not reads and is_too_often(WRITES, link.public_id):
        return _closed(request, "busy", 429)
    with override(link.version.language):
        status = status_of(link)
        if status not in SHOWN:
            return _closed(request, status.value, 410)
        link.token = token  # type: ignore[attr-defined]  # kept nowhere else: the addresses of the page need it
        return view(request, link)


def token_of(link: QuoteLink) -> str:
    """The token by which the page was opened."""
    return str(link.token)  # type: ignore[attr-defined]  # put there by `_answer`


def offer_url(link: QuoteLink, name: str = "offer") -> str:
    """An address of the offer, on this very site."""
    return reverse(f"offers:{name}", args=[token_of(link)])


def _closed(request: HttpRequest, why: str, status: int) -> HttpResponse:
    """What to do, and nothing of what the link was about."""
    us = seller()
    context = {
        "why": why,
        "seller": {"name": us.name, "phone": spaced_phone(us.phone), "email": us.email}
        if why != "unknown"
        else None,
        "superseded": why == LinkStatus.SUPERSEDED,
    }
    return render(request, "web/offers/closed.html", context, status=status)


def _private(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
