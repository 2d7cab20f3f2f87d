"""Keeps where a person is signed in, and signs them out elsewhere."""

from __future__ import annotations

from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.identity.actions.journal import Entry, record
from negoce.identity.actions.preferences_update import end_sessions
from negoce.identity.models import Device, User
from negoce.identity.permissions import NotAllowed
from negoce.identity.rules.actor import Actor
from negoce.identity.rules.device_name import device_name


def note_device(user: User, *, session_key: str, user_agent: str, before: str = "") -> None:
    """Remember that `user` is signed in by this session and was seen now; no change of the file, not journaled.

    `before` is the key that the session had until the password changed.
    """
    browser, system = device_name(user_agent)
    seen = {
        "user": user,
        "session_key": session_key,
        "auth_hash": user.get_session_auth_hash(),
        "browser": browser,
        "system": system,
        "last_seen_at": timezone.now(),
    }
    with transaction.atomic():
        Device.objects.update_or_create(session_key=before or session_key, defaults=seen)


def forget_dead_devices(user: User) -> None:
    """Drop the devices of a person whose session is over; called when they sign in again."""
    alive = Session.objects.filter(expire_date__gt=timezone.now()).values("session_key")
    dead = ~Q(session_key__in=alive) | ~Q(auth_hash=user.get_session_auth_hash())
    Device.objects.filter(dead, user=user).delete()


def forget_device(session_key: str) -> None:
    """Drop the device of a session that its owner closed."""
    Device.objects.filter(session_key=session_key).delete()


def end_device(actor: Actor, device: Device) -> None:
    """Close the session of one of one's own devices, at once. Raises NotAllowed for somebody else's."""
    if actor.user_id is None or device.user_id != actor.user_id:
        raise NotAllowed(_("Vous ne pouvez fermer que vos propres sessions."))
    with transaction.atomic():
        Session.objects.filter(session_key=device.session_key).delete()
        device.delete()
        record(actor, Entry("session_ended", "user", actor.user_id, actor.name))


def end_other_devices(actor: Actor, user: User, *, but_session: str) -> User:
    """Close every session of one's own account but this one, and forget their devices. Raises NotAllowed."""
    ended = end_sessions(actor, user)
    others = Device.objects.filter(user=user).exclude(session_key=but_session)
    with transaction.atomic():
        keys = list(others.order_by().values_list("session_key", flat=True))
        Session.objects.filter(session_key__in=keys).delete()
        others.delete()
    return ended
