"""Who sends which message: claimed under a lease that one attempt alone holds, given back when it does not send."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from negoce.outbox.actions.message_back import back_state, note_steered
from negoce.outbox.enums import MessageState
from negoce.outbox.models import Message

# Longer than all the exchanges with a server together: nobody takes a message from a living attempt.
LEASE = timedelta(minutes=5)


def claim_next(owner: str) -> Message | None:
    """Give `owner`, a name never used before, the message due the longest; None when nothing is due."""
    while True:
        keys = _due_keys(1, 1)
        if not keys:
            return None
        if claimed := _claim(owner, keys):
            return claimed[0]


def claim_batch(owner: str, most: int, most_bulk: int) -> Sequence[Message]:
    """Give `owner`, a name never used before, what is due, at most so many, and so many of those that are bulk.

    What a person sent comes before what is one of many. Empty when nothing is due that may leave.
    """
    while keys := _due_keys(most, most_bulk):
        if claimed := _claim(owner, keys):
            return claimed
    return ()


def release(messages: Sequence[Message]) -> int:
    """Give back what was claimed and not tried; returns how many. What was steered meanwhile waits no more."""
    mine = Message.objects.filter(
        pk__in=[message.pk for message in messages],
        lease_owner__in={message.lease_owner for message in messages},
        state=MessageState.SENDING.value,
        handed_at__isnull=True,
    ).order_by()
    with transaction.atomic():
        # Another attempt may have some by now: what becomes of them is told by it.
        keys = list(mine.order_by("pk").select_for_update().values_list("pk", flat=True))
        count = Message.objects.filter(pk__in=keys).update(
            state=back_state(), steered="", lease_owner="", lease_until=None, attempts=F("attempts") - 1
        )
        note_steered(keys)
    return count


def _due_keys(most: int, most_bulk: int) -> list[int]:
    now = timezone.now()
    keys: list[int] = []
    for is_bulk, limit in ((False, most), (True, min(most, most_bulk))):
        due = Message.objects.filter(
            state=MessageState.WAITING.value, is_bulk=is_bulk, not_before__lte=now
        ).order_by("not_before", "id")
        if limit > len(keys):
            keys += due.values_list("pk", flat=True)[: limit - len(keys)]
    return keys


def _claim(owner: str, keys: Sequence[int]) -> Sequence[Message]:
    """Those of `keys` that nobody took meanwhile, in their order."""
    now = timezone.now()
    taken = Message.objects.filter(pk__in=keys, state=MessageState.WAITING.value).update(
        state=MessageState.SENDING.value,
        lease_owner=owner,
        lease_until=now + LEASE,
        handed_at=None,
        attempts=F("attempts") + 1,
        changed_at=now,
    )
    if not taken:
        return ()
    rows = Message.objects.filter(pk__in=keys, lease_owner=owner, state=MessageState.SENDING.value)
    found = {row.pk: row for row in rows.select_related("contact").order_by("pk")}
    return [found[key] for key in keys if key in found]
