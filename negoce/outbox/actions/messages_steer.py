"""What waits of many messages of one thing is held back, goes on, or is cancelled; short transactions.

What a worker has is marked: it does not leave unless the server has it already, and goes where it was told when it
comes back. Each may be done again: it finishes what another try left.
"""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from negoce.outbox.actions.wake import wake
from negoce.outbox.enums import MessageState, MessageStep
from negoce.outbox.models import Message, MessageEvent

_BATCH = 500
_WAITING, _HELD, _SENDING = MessageState.WAITING.value, MessageState.HELD.value, MessageState.SENDING.value


def hold_waiting(related_kind: str, related_id: str) -> int:
    """Keep back what has not left; returns how many messages."""
    return _put_aside(_of(related_kind, related_id), (_WAITING,), MessageState.HELD, MessageStep.HELD)


def cancel_waiting(related_kind: str, related_id: str) -> int:
    """What waits or is held back never leaves; returns how many messages."""
    rows = _of(related_kind, related_id)
    return _put_aside(rows, (_WAITING, _HELD), MessageState.CANCELLED, MessageStep.CANCELLED)


def release_held(related_kind: str, related_id: str, *, later: timedelta | None) -> int:
    """Let what was held back leave, `later` than it would have; returns how many messages."""
    rows = _of(related_kind, related_id)
    while keys := _some(rows.filter(state=_SENDING, steered=_HELD)):
        Message.objects.filter(pk__in=keys, state=_SENDING).order_by().update(steered="")
    values = {"not_before": F("not_before") + later} if later else {}
    count = 0
    while keys := _some(rows.filter(state=_HELD)):
        with transaction.atomic():
            held = Message.objects.filter(pk__in=keys, state=_HELD).order_by()
            count += _move(held, keys, MessageState.WAITING, MessageStep.RELEASED, **values)
    if count:
        wake()
    return count


def _put_aside(
    rows: QuerySet[Message], before: tuple[str, ...], after: MessageState, step: MessageStep
) -> int:
    """Until nothing is found: whatever changes hands meanwhile is still waiting, or in the hands of a worker."""
    count = 0
    open_ones = rows.filter(Q(state__in=before) | (Q(state=_SENDING) & ~Q(steered=after.value)))
    while keys := _some(open_ones):
        with transaction.atomic():
            mine = Message.objects.filter(pk__in=keys).order_by()
            count += _move(mine.filter(state__in=before), keys, after, step)
            taken = mine.filter(state=_SENDING).exclude(steered=after.value)
            count += taken.filter(handed_at__isnull=True).update(steered=after.value)
            taken.update(steered=after.value)
    return count


def _move(
    rows: QuerySet[Message], keys: list[int], after: MessageState, step: MessageStep, **values: object
) -> int:
    now = timezone.now()
    rows.update(state=after.value, steered="", changed_at=now, **values)
    # Marked by the moment: whoever was claimed meanwhile is not among those that moved.
    moved = Message.objects.filter(pk__in=keys, state=after.value, changed_at=now).order_by("pk")
    events = [
        MessageEvent(message_id=key, at=now, step=step.value) for key in moved.values_list("pk", flat=True)
    ]
    MessageEvent.objects.bulk_create(events)
    return len(events)


def _some(rows: QuerySet[Message]) -> list[int]:
    return list(rows.order_by("pk").values_list("pk", flat=True)[:_BATCH])


def _of(related_kind: str, related_id: str) -> QuerySet[Message]:
    return Message.objects.filter(related_kind=related_kind, related_id=related_id, is_bulk=True)
