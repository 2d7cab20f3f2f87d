"""The tokens by which one's own programs sign in: made, shown once, revoked."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from negoce.identity.actions.api_token import create_token, revoke_token
from negoce.identity.models import ApiToken, User
from negoce.identity.queries.api_tokens import own_tokens, tokens_of
from negoce.identity.rules.token_scopes import known_scopes
from negoce.kit.refusal import Refused
from negoce.ui.toasts import flash
from negoce.web.account.token_form import SCOPE_WORDS, TokenForm
from negoce.web.http import actor_of, load_or_404


@require_GET
def tokens(request: HttpRequest) -> HttpResponse:
    """One's tokens, and the form that makes another."""
    return _page(request, TokenForm())


@require_POST
def create(request: HttpRequest) -> HttpResponse:
    """Make a token; its key is on this answer and nowhere else."""
    form = TokenForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        try:
            made = create_token(
                actor_of(request), name=given["name"], scopes=given["scopes"], days=given["days"]
            )
        except Refused as refused:
            form.add_error(None, refused.message)
        else:
            return _page(request, TokenForm(), secret=made.secret)
    return _page(request, form, status=422)


@require_POST
def revoke(request: HttpRequest, public_id: str) -> HttpResponse:
    """Close a token at once."""
    token = load_or_404(own_tokens(_user(request)), public_id)
    revoke_token(actor_of(request), token)
    flash(request, _("« %(name)s » n’ouvre plus rien.") % {"name": token.name})
    return redirect("account:tokens")


def _page(request: HttpRequest, form: TokenForm, *, secret: str = "", status: int = 200) -> HttpResponse:
    lines = [_line(token) for token in tokens_of(_user(request))]
    context = {"lines": lines, "form": form, "secret": secret}
    return render(request, "web/account/tokens.html", context, status=status)


def _line(token: ApiToken) -> dict[str, Any]:
    now = timezone.now()
    scopes = known_scopes(token.scopes)
    everything = len(scopes) == len(SCOPE_WORDS)
    return {
        "token": token,
        "open": token.is_open(now),
        "expired": token.revoked_at is None and token.expires_at <= now,
        "everything": everything,
        "scopes": [] if everything else [SCOPE_WORDS[scope] for scope in scopes],
    }


def _user(request: HttpRequest) -> User:
    user = request.user
    assert isinstance(user, User)
    return user
