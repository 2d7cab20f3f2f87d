"""Where a person is signed in."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib.sessions.models import Session
from django.utils import timezone

from negoce.identity.models import Device, User

MOST_DEVICES = 50


def open_devices(user: User) -> Sequence[Device]:
    """The devices whose session still opens the account, the last seen first; one query."""
    alive = Session.objects.filter(expire_date__gt=timezone.now()).values("session_key")
    rows = Device.objects.filter(
        user=user, auth_hash=user.get_session_auth_hash(), session_key__in=alive
    ).order_by("-last_seen_at", "-pk")
    return list(rows[:MOST_DEVICES])
