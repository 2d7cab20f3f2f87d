"""Makes and revokes the tokens by which a person's programs sign in."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.identity.actions.journal import Entry, record
from negoce.identity.models import ApiToken, User
from negoce.identity.permissions import NotAllowed
from negoce.identity.rules.actor import Actor
from negoce.identity.rules.token_scopes import MAX_DAYS, known_scopes
from negoce.kit.refusal import Refused

PREFIX = "ngc_"
MOST_TOKENS = 50
HINT = 10
# The moment of last use is kept to this precision: a write at every request would cost as much as the request.
USED_EVERY = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class NewToken:
    """A token just made, with its key in clear: the only moment at which anybody sees it."""

    token: ApiToken
    secret: str


def create_token(actor: Actor, *, name: str, scopes: Iterable[object], days: int) -> NewToken:
    """Make a token of the actor's own that lasts `days`. Raises Refused with the faulty fields, NotAllowed."""
    if actor.user_id is None:
        raise NotAllowed(_("Un jeton appartient à une personne."))
    chosen = known_scopes(scopes)
    words = " ".join(name.replace("\x00", "").split())
    _check(words, bool(chosen), days)
    now = timezone.now()
    with transaction.atomic():
        mine = ApiToken.objects.filter(user_id=actor.user_id, revoked_at__isnull=True, expires_at__gt=now)
        if mine.count() >= MOST_TOKENS:
            raise Refused(
                _("Vous avez déjà %(count)s jetons. Révoquez ceux qui ne servent plus.")
                % {"count": MOST_TOKENS}
            )
        secret = PREFIX + secrets.token_urlsafe(32)
        token = ApiToken.objects.create(
            user_id=actor.user_id,
            name=words,
            digest=digest_of(secret),
            hint=secret[:HINT],
            scopes=[scope.value for scope in chosen],
            expires_at=now + timedelta(days=days),
        )
        _journal(actor, token, "created")
    return NewToken(token, secret)


def revoke_token(actor: Actor, token: ApiToken) -> ApiToken:
    """Close one of one's own tokens, at once and for good. Raises NotAllowed for somebody else's."""
    if actor.user_id is None or token.user_id != actor.user_id:
        raise NotAllowed(_("Vous ne pouvez révoquer que vos propres jetons."))
    with transaction.atomic():
        now = timezone.now()
        if ApiToken.objects.filter(pk=token.pk, revoked_at__isnull=True).update(revoked_at=now):
            token.revoked_at = now
            _journal(actor, token, "revoked")
    return token


def revoke_all_tokens(person: User) -> int:
    """Close every token of a person whose account closes: none comes back to life if it opens again.

    In the caller's transaction, told by the entry that closes the account; returns how many.
    """
    return ApiToken.objects.filter(user=person, revoked_at__isnull=True).update(revoked_at=timezone.now())


def note_use(token: ApiToken) -> None:
    """Remember that a token was used now; no change of the file, not journaled, at most once in ten minutes."""
    now = timezone.now()
    if token.last_used_at is None or token.last_used_at < now - USED_EVERY:
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)


def digest_of(secret: str) -> str:
    """What is kept of a key: 32 random bytes need no slow digest, nobody can try them all."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def _check(name: str, scoped: bool, days: int) -> None:
    errors: dict[str, list[str]] = {}
    if not name or len(name) > 80:
        errors["name"] = [_("Donnez-lui un nom de 80 caractères au plus, comme « Boutique en ligne ».")]
    if not scoped:
        errors["scopes"] = [_("Choisissez au moins un droit.")]
    if not 1 <= days <= MAX_DAYS:
        errors["days"] = [_("Choisissez une durée de 1 à %(max)s jours.") % {"max": MAX_DAYS}]
    if errors:
        raise Refused(next(iter(errors.values()))[0], fields=errors)


def _journal(actor: Actor, token: ApiToken, verb: str) -> None:
    told = (
        {"scopes": (None, token.scopes), "expires_at": (None, token.expires_at)} if verb == "created" else {}
    )
    record(actor, Entry(verb, "api_token", token.pk, token.name, changes=told))
