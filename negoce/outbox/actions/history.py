"""Writes down what happened to a message, inside the transaction of what happened."""

from __future__ import annotations

from django.utils import timezone

from negoce.identity.actions.journal import Entry, record
from negoce.identity.rules.actor import Actor
from negoce.kit.explain import Explanation
from negoce.outbox.enums import MessageStep
from negoce.outbox.models import Message, MessageEvent
from negoce.outbox.words.reasons import stored


def note(
    message: Message,
    step: MessageStep,
    reason: Explanation | None = None,
    *,
    words: str = "",
    actor: Actor | None = None,
) -> None:
    """Add one line to the history of a message; `words` are those of a server."""
    MessageEvent.objects.create(
        message=message,
        at=timezone.now(),
        step=step.value,
        reason=reason.code if reason is not None else "",
        figures=stored(reason)["figures"] if reason is not None else {},
        words=words[:500],
        actor_id=actor.user_id if actor is not None else None,
    )


def journal(actor: Actor, message: Message, verb: str, **changes: tuple[object, object]) -> None:
    """Write in the journal of the house what a person did with a message; never its texts nor its address."""
    told = changes or {"kind": (None, message.kind), "state": (None, message.state)}
    record(actor, Entry(verb, "message", message.pk, company_key=message.company_id, changes=told))
