"""Changes of many rows, as their author finds them again."""

from __future__ import annotations

from collections.abc import Sequence

from negoce.companies.enums import BulkState
from negoce.companies.models import BulkChange
from negoce.identity.rules.actor import Actor

SHOWN = 20


def own_bulk_changes(actor: Actor, list_key: str) -> Sequence[BulkChange]:
    """The last finished changes that this person made on this list, newest first; those that changed nothing
    are left out.
    """
    finished = BulkChange.objects.filter(actor_id=actor.user_id, list_key=list_key, changed__gt=0)
    return list(finished.exclude(state=BulkState.RUNNING.value).order_by("-made_at", "-id")[:SHOWN])
