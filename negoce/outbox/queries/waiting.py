"""How the outbox stands, for who looks after it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count
from django.utils import timezone

from negoce.outbox.enums import MessageState
from negoce.outbox.models import Message


@dataclass(frozen=True, slots=True)
class OutboxFigures:
    """Messages of the last thirty days by state; those that wait or are in doubt whatever their age."""

    waiting: int
    sent: int
    failed: int
    in_doubt: int
    last_words: str


def outbox_figures() -> OutboxFigures:
    """The figures of the whole house, and the server's last words of trouble; two queries."""
    since = timezone.now() - timedelta(days=30)
    open_states = [MessageState.WAITING.value, MessageState.SENDING.value, MessageState.IN_DOUBT.value]
    rows = Message.objects.filter(created_at__gte=since) | Message.objects.filter(state__in=open_states)
    counts = dict(rows.order_by().values_list("state").annotate(Count("pk")))
    troubled = Message.objects.filter(
        state__in=[MessageState.WAITING.value, MessageState.FAILED.value], created_at__gte=since
    ).exclude(server_words="")
    words = troubled.order_by("-changed_at", "-pk").values_list("server_words", flat=True).first()
    return OutboxFigures(
        waiting=counts.get("waiting", 0) + counts.get("sending", 0),
        sent=counts.get("sent", 0),
        failed=counts.get("failed", 0),
        in_doubt=counts.get("in_doubt", 0),
        last_words=words or "",
    )
