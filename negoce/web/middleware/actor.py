"""Gives each request its actor, language and theme; asks for the second factor where a role requires it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation

from negoce.identity.actions.second_factor import has_second_factor
from negoce.identity.models import User
from negoce.identity.queries.actors import actor_for
from negoce.web.account.device_mark import mark_seen
from negoce.web.after_answer import attach_work

THEME_COOKIE = "negoce_theme"
THEME_COOKIE_AGE = 365 * 24 * 3600
# Kept in the session once checked, so that it is looked up once.
SECOND_FACTOR_KEY = "second_factor_of"
# What somebody without the required second factor may still open.
WITHOUT_SECOND_FACTOR = frozenset(
    {
        "account_logout",
        "account_reauthenticate",
        "account_set_password",
        "mfa_activate_totp",
        "mfa_reauthenticate",
        "account:language",
    }
)


class ActorMiddleware:
    """Sets `request.actor` for signed-in users and speaks their language; visitors get their browser's.

    A closed account is no user any more for Django's own backend, at the very next request.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if not isinstance(user, User):
            # The user is a lazy object; isinstance looks through it.
            return self._in_language(request, translation.get_language_from_request(request))
        request.actor = actor_for(user)  # type: ignore[attr-defined]  # read by `actor_of`
        mark_seen(request, user)
        if THEME_COOKIE in request.COOKIES or user.theme == User.Theme.SYSTEM:
            return self._in_language(request, user.language)
        # A new device starts with the theme that the person chose elsewhere, from the first paint.
        request.COOKIES[THEME_COOKIE] = user.theme
        response = self._in_language(request, user.language)
        set_theme_cookie(request, response, user.theme)
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], arguments: object, named: object
    ) -> HttpResponse | None:
        actor = getattr(request, "actor", None)
        if actor is None or not actor.second_factor_required or _second_factor_given(request):
            return None
        if request.resolver_match and request.resolver_match.view_name in WITHOUT_SECOND_FACTOR:
            return None
        if request.headers.get("HX-Request"):
            return HttpResponse(status=403, headers={"HX-Redirect": reverse("mfa_activate_totp")})
        return redirect("mfa_activate_totp")

    def _in_language(self, request: HttpRequest, language: str) -> HttpResponse:
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", language)
            attach_work(request, response)
            return response


def set_theme_cookie(request: HttpRequest, response: HttpResponse, theme: str) -> None:
    """Keep the theme on this device, where the script that switches it finds it too."""
    response.set_cookie(
        THEME_COOKIE, theme, max_age=THEME_COOKIE_AGE, samesite="Lax", secure=request.is_secure()
    )


def _second_factor_given(request: HttpRequest) -> bool:
    user = request.user
    if request.session.get(SECOND_FACTOR_KEY) == user.pk:
        return True
    if not isinstance(user, User) or not has_second_factor(user):
        return False
    request.session[SECOND_FACTOR_KEY] = user.pk
    return True
