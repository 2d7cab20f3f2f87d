"""What waits of many messages of one thing is held back, goes on, or is cancelled; short transactions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from negoce.outbox.actions.wake import wake
from negoce.outbox.enums import MessageState, MessageStep
from negoce.outbox.models import Message, MessageEvent

_BATCH = 500


def hold_waiting(related_kind: str, related_id: str) -> int:
    """Keep back what waits; what is in the hands of a worker leaves. Returns how many."""
    return _move(related_kind, related_id, (MessageState.WAITING,), MessageState.HELD, MessageStep.HELD)


def release_held(related_kind: str, related_id: str, *, later: timedelta | None) -> int:
    """Let what was held back leave, `later` than it would have; returns how many."""
    count = _move(
        related_kind,
        related_id,
        (MessageState.HELD,),
        MessageState.WAITING,
        MessageStep.RELEASED,
        later=later,
    )
    if count:
        wake()
    return count


def cancel_waiting(related_kind: str, related_id: str) -> int:
    """What waits or is held back never leaves; returns how many."""
    before = (MessageState.WAITING, MessageState.HELD)
    return _move(related_kind, related_id, before, MessageState.CANCELLED, MessageStep.CANCELLED)


def _move(
    related_kind: str,
    related_id: str,
    before: Sequence[MessageState],
    after: MessageState,
    step: MessageStep,
    *,
    later: timedelta | None = None,
) -> int:
    states = [each.value for each in before]
    rows = Message.objects.filter(related_kind=related_kind, related_id=related_id, is_bulk=True).order_by(
        "pk"
    )
    count = 0
    while keys := list(rows.filter(state__in=states).values_list("pk", flat=True)[:_BATCH]):
        with transaction.atomic():
            now = timezone.now()
            # Marked by the moment: whoever was claimed meanwhile is not among those that moved.
            mine = Message.objects.filter(pk__in=keys, state__in=states).order_by()
            values = {"not_before": F("not_before") + later} if later is not None else {}
            mine.update(state=after.value, changed_at=now, **values)
            moved = Message.objects.filter(pk__in=keys, state=after.value, changed_at=now).order_by("pk")
            events = [
                MessageEvent(message_id=key, at=now, step=step.value)
                for key in moved.values_list("pk", flat=True)
            ]
            MessageEvent.objects.bulk_create(events)
        count += len(events)
    return count
