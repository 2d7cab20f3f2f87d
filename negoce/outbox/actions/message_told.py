"""Tells the rooms above how a message ended."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils import timezone

from negoce.jobs.events import emit
from negoce.kit.explain import Explanation
from negoce.outbox.enums import MessageKind, MessageState
from negoce.outbox.events import MESSAGE_FAILED, MESSAGE_SENT, MESSAGE_SETTLED, NOTICE_BOUNCED, NOTICE_SENT
from negoce.outbox.models import Message


def tell(message: Message, state: MessageState, reason: Explanation | None) -> None:
    """Tell the rooms above how a message ended, in the transaction of its end."""
    payload: Mapping[str, object] = {
        "message": message.public_id,
        "kind": message.kind,
        "related_kind": message.related_kind,
        "related_id": message.related_id,
        "company_id": message.company_id,
        "at": timezone.now().isoformat(),
    }
    if state is MessageState.SENT:
        emit(MESSAGE_SENT, payload)
        if message.kind == MessageKind.NOTICE.value:
            emit(NOTICE_SENT, {"message": message.public_id, "at": payload["at"]})
    elif state in (MessageState.FAILED, MessageState.REFUSED, MessageState.CANCELLED):
        emit(MESSAGE_FAILED, {**payload, "state": state.value, "reason": reason.code if reason else ""})


def tell_of_decision(message: Message) -> None:
    """Tell the rooms above that a person let one message leave again or never, in the transaction that does it."""
    related = {"related_kind": message.related_kind, "related_id": message.related_id}
    emit(MESSAGE_SETTLED, {"message": message.public_id, **related})


def tell_of_return(message: Message) -> None:
    """Tell the rooms above that a notice came back, in the transaction that writes it down."""
    if message.kind == MessageKind.NOTICE.value:
        emit(NOTICE_BOUNCED, {"message": message.public_id})
