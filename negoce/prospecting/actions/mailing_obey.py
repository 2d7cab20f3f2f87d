"""Has the messages of a mailing obey its state: held while it is paused, cancelled once it is stopped, else free.

What the state asks for is stored as a job in the transaction that changes it, and done at once besides: a request that
is cut leaves nothing half done. It may be done any number of times.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from negoce.jobs.queue import enqueue
from negoce.outbox.actions.messages_steer import cancel_waiting, hold_waiting, release_held
from negoce.outbox.enums import MessageState
from negoce.outbox.models import Message
from negoce.prospecting.actions.mailing_posted import note_cost
from negoce.prospecting.enums import MailingKind, MailingState
from negoce.prospecting.models import Mailing

STEER = "prospecting.steer_mailing"
RELATED = "mailing"
_OPEN = (MessageState.WAITING.value, MessageState.HELD.value, MessageState.SENDING.value)


def ask_to_obey(mailing: Mailing, actor_id: int | None) -> None:
    """Store the job that steers its messages, in the transaction of its new state."""
    enqueue(STEER, {"mailing": mailing.pk}, actor_id=actor_id, unique_key=f"{STEER}:{mailing.pk}")


def obey(mailing: Mailing) -> int:
    """Do what its state asks for, until it is still that state; returns how many messages the last time."""
    while True:
        seen = _state(mailing)
        count = _carry_out(mailing)
        if _state(mailing) == seen:
            return count


def still_open(public_id: str) -> QuerySet[Message]:
    """The messages of a mailing that may still leave."""
    return Message.objects.filter(related_kind=RELATED, related_id=public_id, state__in=_OPEN).order_by()


def follow_mailings() -> int:
    """Bring up to date what e-mails under way cost their plan, and note which have all left; returns how many had."""
    # One that was stopped while it was prepared may have pieces in the hands of a worker.
    over = Q(prepared_at__isnull=False) | Q(state=MailingState.CANCELLED.value)
    rows = Mailing.objects.filter(over, kind=MailingKind.EMAIL.value, gone_at=None)
    count = 0
    for mailing in rows.order_by("pk"):
        with transaction.atomic():
            is_open = still_open(mailing.public_id).exists()
            note_cost(mailing, mailing.launched_by_id)
            if not is_open:
                count += Mailing.objects.filter(pk=mailing.pk, gone_at=None).update(gone_at=timezone.now())
    return count


def _state(mailing: Mailing) -> tuple[str, datetime | None]:
    mailing.refresh_from_db(fields=["state", "paused_at", "held_for", "prepared_at"])
    return mailing.state, mailing.paused_at


def _carry_out(mailing: Mailing) -> int:
    if mailing.state == MailingState.PAUSED.value:
        return hold_waiting(RELATED, mailing.public_id)
    if mailing.state == MailingState.CANCELLED.value:
        count = cancel_waiting(RELATED, mailing.public_id)
        note_cost(mailing, mailing.launched_by_id)
        return count
    return release_held(RELATED, mailing.public_id, later=mailing.held_for)
