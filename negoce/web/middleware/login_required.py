"""Closed by default: every page asks for a signed-in user unless it opens itself by name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse

# The pages of other packages that must open before anybody is signed in.
OPEN_VIEWS = frozenset(
    {
        "account_inactive",
        "account_login",
        "account_logout",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key",
        "account_reset_password_from_key_done",
        "mfa_authenticate",
    }
)


def public_page(view: Callable[..., Any]) -> Callable[..., Any]:
    """Mark a view as open to everybody."""
    view.is_public_page = True  # type: ignore[attr-defined]  # a mark on a function, read below
    return view


class LoginRequiredMiddleware:
    """Sends visitors to sign in; an htmx exchange gets 401, so that what was typed stays on screen."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], arguments: object, named: object
    ) -> HttpResponse | None:
        if request.user.is_authenticated or getattr(view, "is_public_page", False):
            return None
        match = request.resolver_match
        if match is not None and match.url_name in OPEN_VIEWS:
            return None
        return refuse_visitor(request)


def refuse_visitor(request: HttpRequest) -> HttpResponse:
    """Send a visitor to sign in; an htmx exchange gets 401, which the page says."""
    if request.headers.get("HX-Request"):
        return HttpResponse(status=401)
    return redirect_to_login(request.get_full_path())
