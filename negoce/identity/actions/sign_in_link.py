"""Links that sign somebody in once: made, read and used."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.identity.models import SignInLink, User
from negoce.kit.refusal import Refused


def create_sign_in_link(*, user: User, minutes: int, loopback_only: bool) -> str:
    """Make a link that lasts `minutes`; returns its token, of which only the digest is kept.

    With `loopback_only` it opens from this very machine alone.
    """
    token = secrets.token_urlsafe(32)
    now = timezone.now()
    SignInLink.objects.create(
        user=user,
        token_digest=_digest(token),
        expires_at=now + timedelta(minutes=minutes),
        loopback_only=loopback_only,
    )
    return token


def open_sign_in_link(token: str, *, from_loopback: bool) -> SignInLink | None:
    """The link of this token if it may still be used from here; changes nothing."""
    link = SignInLink.objects.select_related("user").filter(token_digest=_digest(token)).first()
    if link is None or link.used_at is not None or link.expires_at <= timezone.now():
        return None
    if not link.user.is_active or (link.loopback_only and not from_loopback):
        return None
    return link


def use_sign_in_link(token: str, *, from_loopback: bool) -> User:
    """Spend the link and return who it signs in; raises Refused when it was used, is over or is not for here.

    Two presses at the same moment spend it once: the condition stands in the UPDATE itself.
    """
    link = open_sign_in_link(token, from_loopback=from_loopback)
    now = timezone.now()
    fresh = SignInLink.objects.filter(pk=link.pk if link else 0, used_at=None, expires_at__gt=now)
    if not fresh.update(used_at=now) or link is None:
        raise Refused(_("Ce lien a déjà servi ou n’est plus valable. Demandez-en un autre."))
    return link.user


def forget_spent_links() -> int:
    """Delete the links that open nothing any more; returns how many."""
    spent = SignInLink.objects.filter(used_at__isnull=False) | SignInLink.objects.filter(
        expires_at__lte=timezone.now()
    )
    return spent.delete()[0]


def _digest(token: str) -> str:
    # The token holds 256 bits of chance: a plain digest cannot be turned back.
    return hashlib.sha256(token.encode()).hexdigest()
