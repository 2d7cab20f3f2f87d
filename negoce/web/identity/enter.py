"""Signing in by a link that opens once."""

from __future__ import annotations

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from negoce.identity.actions.sign_in_link import open_sign_in_link, use_sign_in_link
from negoce.kit.refusal import Refused
from negoce.web.identity.address import peer_is_this_machine
from negoce.web.middleware.login_required import public_page


@public_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows a button and changes nothing, as mail scanners open links; POST spends it and signs in."""
    near = peer_is_this_machine(request)
    if request.method != "POST":
        link = open_sign_in_link(token, from_loopback=near)
        status = 200 if link else 410
        return render(request, "web/identity/enter.html", {"person": link and link.user}, status=status)
    try:
        user = use_sign_in_link(token, from_loopback=near)
    except Refused:
        return render(request, "web/identity/enter.html", {"person": None}, status=410)
    if request.user.is_authenticated:
        if request.user.pk == user.pk:
            return redirect("/")
        logout(request)
    record_authentication(request, user, method="sign_in_link")
    # The library's own flow: it changes the session's key and still asks for the second factor.
    response: HttpResponse = perform_login(request, Login(user=user, email=user.email))
    return response
