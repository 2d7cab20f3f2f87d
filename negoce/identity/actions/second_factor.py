"""The second factor: guesses counted, codes opened once, a lost device taken off by an administrator."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction
from django.utils import timezone

from negoce.identity.actions.journal import Entry, record
from negoce.identity.actions.people_guard import require_may_manage
from negoce.identity.models import SecondFactorAttempt, User
from negoce.identity.rules.actor import Actor
from negoce.identity.rules.second_factor import WINDOW, blocked_until

KEEP_ACCEPTED = timedelta(minutes=5)


def second_factor_blocked_until(user: User) -> datetime | None:
    """Until when codes of this person are refused unread, whatever the server process or address; or None."""
    now = timezone.now()
    failures = SecondFactorAttempt.objects.filter(user=user, accepted_digest="", at__gt=now - WINDOW)
    return blocked_until(list(failures.order_by("at").values_list("at", flat=True)), now)


def count_second_factor_failure(user: User) -> None:
    """Remember a wrong code."""
    SecondFactorAttempt.objects.create(user=user, at=timezone.now())


def accept_second_factor_code(user: User, code: str) -> bool:
    """Spend a right code; False when it was spent already. Forgets older attempts."""
    now = timezone.now()
    digest = hashlib.sha256(f"{user.pk}:{code.strip()}".encode()).hexdigest()
    with transaction.atomic():
        old = SecondFactorAttempt.objects.filter(user=user)
        old.filter(at__lt=now - KEEP_ACCEPTED).exclude(accepted_digest="").delete()
        try:
            with transaction.atomic():
                SecondFactorAttempt.objects.create(user=user, at=now, accepted_digest=digest)
        except IntegrityError:
            return False
        old.filter(accepted_digest="").delete()
    return True


def has_second_factor(user: User) -> bool:
    """Whether the person has set up an authenticator (recovery codes alone are none)."""
    strong = Authenticator.objects.filter(user_id=user.pk).exclude(type=Authenticator.Type.RECOVERY_CODES)
    return bool(strong.exists())


def remove_second_factor(actor: Actor, person: User) -> bool:
    """Take off the second factor of somebody who lost it; returns whether there was one."""
    require_may_manage(actor, person)
    with transaction.atomic():
        count, _ = Authenticator.objects.filter(user_id=person.pk).delete()
        if count:
            record(actor, Entry("second_factor_removed", "user", person.pk, person.full_name))
    return bool(count)
