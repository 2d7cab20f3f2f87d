"""Sends what is due, one message after the other, no faster than the installation may."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from negoce.integrations.smtp.types import MailRoute
from negoce.outbox.actions.message_deliver import claim_next, send_claimed
from negoce.outbox.actions.message_reclaim import reclaim_silent
from negoce.outbox.actions.wake import wake
from negoce.outbox.models import Message
from negoce.outbox.rules.retry import throttle_delay

_WINDOW = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class SendRun:
    """What one run did: messages tried, and whether the server answered."""

    tried: int
    reached: bool = True


def send_due(
    route: MailRoute, *, owner: str, a_minute: int, between: Callable[[int], None] = lambda _count: None
) -> SendRun:
    """Send until nothing is due, the minute is full, or the server is away; then asks to be woken.

    `owner` names the job that sends; `between` is called between two messages and may stop the run by raising.
    """
    reclaim_silent(f"{owner}:")
    run = timezone.now().timestamp()
    tried = 0
    while True:
        pause = _pause(a_minute)
        if pause is not None:
            wake(timezone.now() + pause)
            return SendRun(tried)
        message = claim_next(f"{owner}:{run:.6f}:{tried}")
        if message is None:
            return SendRun(tried)
        tried += 1
        if not send_claimed(message, route):
            wake(timezone.now() + _WINDOW)
            return SendRun(tried, reached=False)
        between(tried)


def _pause(a_minute: int) -> timedelta | None:
    """How long to wait for the next free place in the minute; None when there is one."""
    now = timezone.now()
    recent = Message.objects.filter(handed_at__gt=now - _WINDOW)
    count = recent.count()
    if count < a_minute:
        return None
    oldest = recent.order_by("handed_at").values_list("handed_at", flat=True)[count - a_minute]
    age = (now - oldest).total_seconds() if oldest is not None else 0.0
    return throttle_delay(count, a_minute, age)
