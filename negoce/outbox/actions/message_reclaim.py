"""Takes back the messages of attempts that died: tried again when nothing was handed over, else in doubt."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from negoce.kit.explain import Explanation
from negoce.outbox.actions.history import note
from negoce.outbox.actions.message_back import back_state, note_steered
from negoce.outbox.enums import MessageState, MessageStep
from negoce.outbox.models import Message


def reclaim_silent(former_owners: str = "") -> int:
    """Settle messages whose lease ran out, and those of owners whose name begins so; returns how many.

    `former_owners` is the name of a job that runs again: its earlier attempts are dead or may no longer send.
    """
    silent = Q(lease_until__lt=timezone.now())
    if former_owners:
        silent |= Q(lease_owner__startswith=former_owners)
    rows = Message.objects.filter(silent, state=MessageState.SENDING.value).order_by("pk")[:200]
    return sum(_reclaim(message) for message in rows)


def _reclaim(message: Message) -> int:
    """One message; conditional on what was read, so that an attempt that lives after all is left alone."""
    as_read = Message.objects.filter(
        pk=message.pk,
        state=MessageState.SENDING.value,
        lease_owner=message.lease_owner,
        lease_until=message.lease_until,
        handed_at=message.handed_at,
    )
    with transaction.atomic():
        now = timezone.now()
        if message.handed_at is None:
            reason, step = Explanation("worker.reclaimed"), MessageStep.RECLAIMED
            values = {"state": back_state(), "steered": "", "lease_owner": "", "lease_until": None}
        else:
            reason, step = Explanation("worker.lost"), MessageStep.DOUBTED
            values = {"state": MessageState.IN_DOUBT.value, "steered": "", "lease_until": None}
        # An attempt that lives after all keeps its name here, and may still say that the server accepted.
        written = as_read.update(**values, reason=reason.code, changed_at=now)
        if written:
            note(message, step, reason)
            note_steered([message.pk])
    return written
