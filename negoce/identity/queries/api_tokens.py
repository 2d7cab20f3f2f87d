"""Finds who a token speaks for, and the tokens of a person."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import QuerySet
from django.utils import timezone

from negoce.identity.models import ApiToken, User

MOST_LISTED = 200


def open_token(digest: str) -> ApiToken | None:
    """The token of this digest with its owner, unless it is revoked, expired or of a closed account; one query."""
    token = ApiToken.objects.select_related("user").filter(digest=digest).first()
    if token is None or not token.is_open(timezone.now()) or not token.user.is_active:
        return None
    return token


def tokens_of(user: User) -> Sequence[ApiToken]:
    """The tokens of a person, those in force first, then by age; one query."""
    now = timezone.now()
    rows = list(own_tokens(user).order_by("-created_at", "-pk")[:MOST_LISTED])
    return sorted(rows, key=lambda token: not token.is_open(now))


def own_tokens(user: User) -> QuerySet[ApiToken]:
    """Every token that a person ever made, in no order."""
    return ApiToken.objects.filter(user=user).order_by()
