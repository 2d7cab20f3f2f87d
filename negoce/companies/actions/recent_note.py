"""Keeps the records that a person opened last, for the palette."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from negoce.companies.models import RecentRecord
from negoce.identity.rules.actor import Actor

KEPT = 10


def note_visit(actor: Actor, kind: str, object_id: int) -> None:
    """Put a record on top of the actor's last ones; nothing is written when it is there already.

    It is no change of the file: it is not journaled, and a read-only person's visits are kept as well.
    """
    if actor.user_id is None:
        return
    mine = RecentRecord.objects.filter(user_id=actor.user_id).order_by("-visited_at", "-pk")
    top = mine.values_list("kind", "object_id").first()
    if top == (kind, object_id):
        return
    with transaction.atomic():
        RecentRecord.objects.bulk_create(
            [RecentRecord(user_id=actor.user_id, kind=kind, object_id=object_id, visited_at=timezone.now())],
            update_conflicts=True,
            unique_fields=["user", "kind", "object_id"],
            update_fields=["visited_at"],
        )
        kept = list(mine.values_list("pk", flat=True)[:KEPT])
        RecentRecord.objects.filter(user_id=actor.user_id).exclude(pk__in=kept).delete()
