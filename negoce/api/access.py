"""Who asks: the person behind the token, with their rights of this moment, and what the token allows."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _

from negoce.api.problems import Problem
from negoce.identity.actions.api_token import PREFIX, digest_of, note_use
from negoce.identity.enums import Origin
from negoce.identity.models import ApiToken
from negoce.identity.queries.actors import actor_for
from negoce.identity.queries.api_tokens import open_token
from negoce.identity.rules.actor import Actor
from negoce.identity.rules.token_scopes import TokenScope, known_scopes

CHALLENGE = {"WWW-Authenticate": 'Bearer realm="negoce"'}


@dataclass(frozen=True, slots=True)
class Caller:
    """A token that lets in, and whom it speaks for."""

    token: ApiToken
    actor: Actor
    scopes: frozenset[TokenScope]


def identify(request: HttpRequest) -> Caller:
    """Who asks, in three queries at most; raises Problem (401). Cookies are not looked at."""
    kind, _space, secret = request.headers.get("Authorization", "").strip().partition(" ")
    secret = secret.strip()
    if kind.lower() != "bearer" or not secret:
        raise Problem(
            "unauthenticated",
            _(
                "Envoyez un jeton personnel dans l’en-tête « Authorization: Bearer … ». Il se crée dans votre compte."
            ),
            headers=CHALLENGE,
        )
    token = open_token(digest_of(secret)) if secret.startswith(PREFIX) and len(secret) < 100 else None
    if token is None:
        raise Problem(
            "unauthenticated",
            _(
                "Ce jeton n’est pas connu, ou il a expiré ou été révoqué. Créez-en un autre dans votre compte."
            ),
            headers=CHALLENGE,
        )
    note_use(token)
    return Caller(token, actor_for(token.user, origin=Origin.API), frozenset(known_scopes(token.scopes)))


def require_scope(caller: Caller, scope: TokenScope) -> None:
    """Raises Problem (403) when the token was not given this scope."""
    if scope not in caller.scopes:
        raise Problem(
            "scope",
            _("Ce jeton n’a pas le droit « %(scope)s ». Rien n’a été fait.") % {"scope": scope.value},
            more={"scope": scope.value},
        )
