"""Says stop to our messages, by the link of one: GET shows a button, POST does; mail programs post by themselves.

What opens every link of a mail (scanners) must stop nothing: only POST does. The token is the right to be left alone:
no cookie counts, so no CSRF token is asked (RFC 8058 forbids it).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.csrf import csrf_exempt

from negoce.catalogue.documents.seller_view import spaced_phone
from negoce.companies.enums import Channel
from negoce.outbox.actions.unsubscribe import is_unsubscribed, may_resubscribe, resubscribe, unsubscribe
from negoce.outbox.models import Message
from negoce.outbox.rules.unsubscribe import message_of_token
from negoce.parameters.queries.seller import seller
from negoce.web.middleware.login_required import public_page
from negoce.web.offers.doors import READ, ip_of
from negoce.web.offers.limits import READS, STRANGERS, WRITES, is_too_often
from negoce.web.seller_look import colours_answer, has_logo, logo_answer

View = Callable[[HttpRequest, Message, str], HttpResponse]
ONE_CLICK = "List-Unsubscribe"


def _reader_page(view: View) -> Callable[[HttpRequest, str], HttpResponse]:
    @wraps(view)
    def answer(request: HttpRequest, token: str) -> HttpResponse:
        response = _answer(request, token, view)
        response.headers["Cache-Control"] = "private, no-store"
        response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        response.headers["Referrer-Policy"] = "no-referrer"
        return response

    return public_page(csrf_exempt(answer))


def _answer(request: HttpRequest, token: str, view: View) -> HttpResponse:
    reads = request.method in READ
    if not reads and request.method != "POST":
        return HttpResponse(status=405)
    # One-click posts of many readers come from the few machines of one mail provider: the token is their limit.
    if reads and is_too_often(READS, ip_of(request)):
        return _closed(request, "busy", 429)
    public_id = message_of_token(settings.SECRET_KEY, token)
    if not public_id:
        stranger = is_too_often(STRANGERS, ip_of(request))
        return _closed(request, "busy", 429) if stranger else _closed(request, "unknown", 404)
    if not reads and is_too_often(WRITES, public_id):
        return _closed(request, "busy", 429)
    rows = Message.objects.filter(public_id=public_id).exclude(unsubscribe_url="")
    message = rows.select_related("contact").first()
    if message is None or (message.contact is None and not message.to_address):
        return _closed(request, "gone", 410)
    with override(message.language):
        return view(request, message, token)


@_reader_page
def stop(request: HttpRequest, message: Message, token: str) -> HttpResponse:
    """The question, or what became of it."""
    if request.method == "POST":
        everything = request.POST.get("channels") == "all"
        unsubscribe(message, list(Channel) if everything else [Channel.EMAIL])
        if ONE_CLICK in request.POST:
            return HttpResponse("OK", content_type="text/plain")
        return HttpResponse(status=303, headers={"Location": request.path})
    return _page(request, message, token)


@_reader_page
def undo(request: HttpRequest, message: Message, token: str) -> HttpResponse:
    """It was a mistake."""
    if request.method == "POST":
        resubscribe(message)
    return HttpResponse(status=303, headers={"Location": reverse("unsubscribe:stop", args=[token])})


@_reader_page
def logo(_request: HttpRequest, _message: Message, _token: str) -> HttpResponse:
    """The seller's logo, as on our other pages."""
    return logo_answer()


@_reader_page
def colours(_request: HttpRequest, _message: Message, _token: str) -> HttpResponse:
    """The seller's colour."""
    return colours_answer()


def _page(request: HttpRequest, message: Message, token: str) -> HttpResponse:
    us = seller()
    context = {
        "seller_name": us.trade_name or us.name,
        "address": _masked(message.to_address),
        "is_stopped": is_unsubscribed(message),
        "undo_url": reverse("unsubscribe:undo", args=[token]) if may_resubscribe(message) else "",
        "url": request.path,
        "has_logo": has_logo(),
        "logo_url": reverse("unsubscribe:logo", args=[token]),
        "colours_url": reverse("unsubscribe:colours", args=[token]),
        "contact": us.email,
    }
    return render(request, "web/public_unsubscribe/stop.html", context)


def _masked(address: str) -> str:
    """Enough to know one's own address by, too little for whoever was forwarded the mail."""
    local, _at, domain = address.partition("@")
    return f"{local[:2]}…@{domain}" if local else ""


def _closed(request: HttpRequest, why: str, status: int) -> HttpResponse:
    us = seller()
    context = {
        "why": why,
        "seller_name": us.trade_name or us.name,
        "email": us.email,
        "phone": spaced_phone(us.phone),
    }
    return render(request, "web/public_unsubscribe/closed.html", context, status=status)
