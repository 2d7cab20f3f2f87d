"""What every address of a public form does: opens to all, finds the form, keeps out of caches and frames."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import override
from django.views.decorators.csrf import csrf_exempt

from negoce.catalogue.documents.seller_view import spaced_phone
from negoce.parameters.queries.seller import seller
from negoce.prospecting.models import PublicForm
from negoce.web.middleware.login_required import public_page
from negoce.web.offers.doors import READ, ip_of
from negoce.web.offers.limits import READS, STRANGERS, WRITES, is_too_often

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, PublicForm, P], HttpResponse]
# A form filled in by a person weighs a few kilobytes.
MOST_BYTES = 100_000


def form_page(*methods: str) -> Callable[[View[P]], Callable[Concatenate[HttpRequest, str, P], HttpResponse]]:
    """Make a view of a form a public page.

    No cookie counts here, so a forged request of another site can do nothing that its author could not do by hand, and
    no CSRF token is asked: it would need a cookie. The signed ticket of the page stands against robots.
    """

    def made(view: View[P]) -> Callable[Concatenate[HttpRequest, str, P], HttpResponse]:
        @wraps(view)
        def answer(request: HttpRequest, token: str, *parts: P.args, **named: P.kwargs) -> HttpResponse:
            return _private(_answer(request, token, view, methods, *parts, **named))

        return public_page(csrf_exempt(answer))

    return made


def _answer(
    request: HttpRequest,
    token: str,
    view: View[P],
    methods: tuple[str, ...],
    *parts: P.args,
    **named: P.kwargs,
) -> HttpResponse:
    reads = request.method in READ
    if is_too_often(READS if reads else WRITES, ip_of(request)):
        return closed(request, "busy", 429)
    if request.method not in methods:
        return HttpResponse(status=405, headers={"Allow": ", ".join(methods)})
    if not reads and int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
        return HttpResponse(status=413)
    form = PublicForm.objects.select_related("owner", "white_paper").filter(token=token[:64]).first()
    if form is None:
        stranger = is_too_often(STRANGERS, ip_of(request))
        return closed(request, "busy", 429) if stranger else closed(request, "unknown", 404)
    with override(form.language):
        return view(request, form, *parts, **named)


def closed(request: HttpRequest, why: str, status: int, form: PublicForm | None = None) -> HttpResponse:
    """What to do, and nothing of what the address was about."""
    us = seller() if form is not None else None
    context = {
        "why": why,
        "seller": {"name": us.trade_name or us.name, "phone": spaced_phone(us.phone), "email": us.email}
        if us is not None
        else None,
    }
    return render(request, "web/public_forms/closed.html", context, status=status)


def _private(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def allow_frames(response: HttpResponse, form: PublicForm) -> HttpResponse:
    """Let the sites that the house listed, and no other, show this answer in a frame."""
    if form.hosts:
        hosts = [f"https://{host}" for host in form.hosts]
        response._csp_replace = {"frame-ancestors": hosts}  # type: ignore[attr-defined]  # read by django-csp
        response.xframe_options_exempt = True
    return response
