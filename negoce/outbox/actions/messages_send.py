"""Sends what is due, one message after the other, no faster than the installation may."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Min, Q
from django.utils import timezone

from negoce.integrations.smtp.delivery import OpenRoute, open_route
from negoce.integrations.smtp.types import MailRoute
from negoce.outbox.actions.message_attempt import Settling
from negoce.outbox.actions.message_claim import claim_batch, release
from negoce.outbox.actions.message_deliver import House, send_claimed
from negoce.outbox.actions.message_reclaim import reclaim_silent
from negoce.outbox.actions.wake import wake
from negoce.outbox.enums import MessageState
from negoce.outbox.models import Message
from negoce.outbox.rules.retry import room, throttle_delay

_WINDOW = timedelta(minutes=1)
# So many are claimed at once: those of a worker that dies wait no longer than its lease.
_BATCH = 50


@dataclass(frozen=True, slots=True)
class SendRun:
    """What one run did: messages tried, and whether the server answered."""

    tried: int
    reached: bool = True


class _Unreached(Exception):
    """The server is away: nothing else is tried now."""


def send_due(
    route: MailRoute, *, owner: str, a_minute: int, between: Callable[[int], None] = lambda _count: None
) -> SendRun:
    """Send until nothing is due, the minute is full, or the server is away; then asks to be woken.

    `owner` names the job that sends; `between` is called between two messages and may stop the run by raising.
    """
    reclaim_silent(f"{owner}:")
    run = f"{owner}:{timezone.now().timestamp():.6f}"
    sender = _Sender(between)
    with open_route(route) as line:
        try:
            while batch := _next_batch(f"{run}:{sender.tried}", a_minute):
                sender.send(batch, line)
        except _Unreached:
            wake(timezone.now() + _WINDOW)
            return SendRun(sender.tried, reached=False)
    _wake_again(a_minute)
    return SendRun(sender.tried)


class _Sender:
    """One run over one line; what it claimed and did not try is given back whatever stops it."""

    def __init__(self, between: Callable[[int], None]) -> None:
        self.tried = 0
        self._between = between
        self._settling = Settling()
        self._house = House()

    def send(self, batch: Sequence[Message], line: OpenRoute) -> None:
        reached = 0
        try:
            for message in batch:
                reached += 1
                self.tried += 1
                if not send_claimed(message, line, settling=self._settling, house=self._house):
                    raise _Unreached
                self._between(self.tried)
        finally:
            self._settling.flush()
            if reached < len(batch):
                release(batch[reached:])


def _next_batch(owner: str, a_minute: int) -> Sequence[Message]:
    """What may leave now, given what left within the last minute and what others hold."""
    free = room(_under_way(), a_minute)
    if not free.any_kind:
        return ()
    return claim_batch(owner, min(free.any_kind, _BATCH), free.bulk)


def _under_way() -> int:
    """Messages of the last minute, and those claimed that may leave any moment."""
    now = timezone.now()
    claimed = Q(state=MessageState.SENDING.value, handed_at__isnull=True, lease_until__gt=now)
    return (
        Message.objects.filter(handed_at__gt=now - _WINDOW).count() + Message.objects.filter(claimed).count()
    )


def _wake_again(a_minute: int) -> None:
    """Ask for another run when something waits: for the next free place, or for its moment."""
    now = timezone.now()
    waiting = Message.objects.filter(state=MessageState.WAITING.value).order_by()
    moments = [waiting.filter(is_bulk=kind).aggregate(at=Min("not_before"))["at"] for kind in (False, True)]
    known = [moment for moment in moments if moment is not None]
    if not known:
        return
    if min(known) > now:
        wake(min(known))
        return
    recent = Message.objects.filter(handed_at__gt=now - _WINDOW).order_by("handed_at")
    oldest = recent.values_list("handed_at", flat=True).first()
    age = (now - oldest).total_seconds() if oldest is not None else 60.0
    wake(now + throttle_delay(age))
