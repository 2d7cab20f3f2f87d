"""The records that a person opened last."""

from __future__ import annotations

from negoce.companies.interfaces import SearchHit, SearchSource
from negoce.companies.models import RecentRecord
from negoce.companies.wired import wired
from negoce.identity.rules.actor import Actor


def recent_hits(actor: Actor) -> list[tuple[SearchSource, SearchHit]]:
    """What the actor opened last and may still see, newest first; one query, and one a kind."""
    if actor.user_id is None:
        return []
    rows = RecentRecord.objects.filter(user_id=actor.user_id).order_by("-visited_at", "-pk")
    visited = list(rows.values_list("kind", "object_id"))
    shown: dict[tuple[str, int], tuple[SearchSource, SearchHit]] = {}
    for source in wired().search_sources:
        ids = [key for kind, key in visited if kind == source.kind]
        if ids:
            shown |= {(source.kind, hit.object_id): (source, hit) for hit in source.show(actor, ids)}
    return [shown[each] for each in visited if each in shown]
