"""Where a message goes that comes back without having left: it waits again, unless its run was paused or stopped."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Case, F, Q, Value, When
from django.utils import timezone

from negoce.outbox.enums import MessageState, MessageStep
from negoce.outbox.models import Message, MessageEvent

_STEPS = {
    MessageState.HELD.value: MessageStep.HELD.value,
    MessageState.CANCELLED.value: MessageStep.CANCELLED.value,
}


def back_state() -> Case:
    """The state to write, in the statement that clears `steered`: nothing comes in between."""
    return Case(When(~Q(steered=""), then=F("steered")), default=Value(MessageState.WAITING.value))


def note_steered(keys: Sequence[int]) -> bool:
    """Tell the history of those that came back to be held or cancelled; whether one did."""
    rows = Message.objects.filter(pk__in=keys, state__in=list(_STEPS)).order_by("pk")
    now = timezone.now()
    events = [
        MessageEvent(message_id=key, at=now, step=_STEPS[state])
        for key, state in rows.values_list("pk", "state")
    ]
    MessageEvent.objects.bulk_create(events)
    return bool(events)
