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
    known = list(mine.values_list("pk", "kind", "object_id"))
    if known and known[0][1:] == (kind, object_id):
        return
    others = [pk for pk, *record in known if tuple(record) != (kind, object_id)]
    with transaction.atomic():
        RecentRecord.objects.bulk_create(
            [RecentRecord(user_id=actor.user_id, kind=kind, object_id=object_id, visited_at=timezone.now())],
            update_conflicts=True,
            unique_fields=["user", "kind", "object_id"],
            update_fields=["visited_at"],
        )
        if len(others) >= KEPT:
            RecentRecord.objects.filter(pk__in=others[KEPT - 1 :]).delete()
