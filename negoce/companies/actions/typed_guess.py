"""Counts, for all server processes together, the hidden records that a person comes upon while typing (F11)."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from negoce.companies.models import TypedGuess
from negoce.identity.rules.actor import Actor

MOST = 30
"""Hidden records that one person may come upon in an hour; somebody who enters what they have meets far fewer."""
_KEPT = timedelta(hours=1)
_SALT = "negoce.companies.typed_guess"


def note_guess(actor: Actor, typed: str) -> bool:
    """Tell whether the person may be told of a hidden record met by what they typed, and count it when it is new.

    Only a keyed digest of what was typed is kept, for an hour.
    """
    if actor.user_id is None:
        return True
    since = timezone.now() - _KEPT
    digest = salted_hmac(_SALT, typed, algorithm="sha256").hexdigest()[:32]
    mine = TypedGuess.objects.filter(user_id=actor.user_id, at__gte=since)
    if mine.filter(digest=digest).exists():
        return True
    with transaction.atomic():
        TypedGuess.objects.filter(at__lt=since).delete()
        if mine.count() >= MOST:
            return False
        # Counted by the key: the same thing typed twice at one moment is one guess.
        TypedGuess.objects.bulk_create(
            [TypedGuess(user_id=actor.user_id, digest=digest, at=timezone.now())], ignore_conflicts=True
        )
    return True
