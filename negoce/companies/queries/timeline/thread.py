"""The thread of a company or of a contact: everything that happened, newest first, a page at a time (F7)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from negoce.companies.enums import ActivityState
from negoce.companies.interfaces import TimelineItem, TimelinePosition, TimelineRequest, TimelineSource
from negoce.companies.models import Activity, Company, Contact
from negoce.companies.queries.timeline.activities import (
    ACTIVITIES,
    MOST_AHEAD,
    add_people,
    ahead,
    groups_among,
)
from negoce.companies.queries.timeline.changes import CHANGES
from negoce.companies.wired import wired
from negoce.identity.rules.actor import Actor

PAGE = 20
_ORDER = ("visits", "calls", "messages", "documents", "notes", "tasks", "changes")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_POSITION = re.compile(r"([a-z_]{1,32}):(-?\d{1,17}):(\d{1,18})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Timeline:
    """A page of a thread.

    `pinned` and `planned` stand above, on the first page only, `more_planned` when there are others; `groups`
    are the filters that would find something, with their words. `next_cursor` is empty at the end.
    """

    items: Sequence[TimelineItem]
    next_cursor: str
    pinned: Sequence[Activity] = ()
    planned: Sequence[Activity] = ()
    more_planned: bool = False
    groups: Mapping[str, Any] = field(default_factory=dict)


def timeline(
    actor: Actor,
    record: Company | Contact,
    *,
    before: str = "",
    kinds: frozenset[str] = frozenset(),
    search: str = "",
    owner_id: int | None = None,
    person_id: int | None = None,
    limit: int = PAGE,
) -> Timeline:
    """Read a page of the thread of a record that the actor sees (the caller loaded it from `visible_…`).

    `before` is the `next_cursor` of the page above, empty for the first one; one typed by hand starts over.
    `kinds` are keys of `groups`; `owner_id` keeps what a colleague did, `person_id` what a contact took part in.
    As many queries whatever the number of items.
    """
    is_contact = isinstance(record, Contact)
    request = TimelineRequest(
        actor=actor,
        company_id=None if is_contact else record.pk,
        contact_id=record.pk if is_contact else None,
        groups=kinds,
        search=search.strip(),
        owner_id=owner_id,
        person_id=person_id,
        limit=limit + 1,
    )
    sources = (ACTIVITIES, CHANGES, *wired().timeline_sources)
    positions = _read_cursor(before)
    one_person = owner_id is not None or person_id is not None
    read = {
        source.key: source.read(replace(request, after=positions.get(source.key)))
        if source.knows_people or not one_person
        else []
        for source in sources
    }
    found = [(item, key) for key, items in read.items() for item in items]
    found.sort(key=lambda pair: pair[0].at, reverse=True)
    shown = found[:limit]
    for item, key in shown:
        positions[key] = item.last
    items = [item for item, _key in shown]
    above = [] if before else ahead(request)
    add_people([*above, *(item.context["activity"] for item in items if "activity" in item.context)])
    page = Timeline(items, _write_cursor(positions) if len(found) > limit else "")
    return page if before else _with_top(page, above, _present(request, sources, read, above), sources)


def _present(
    request: TimelineRequest,
    sources: Sequence[TimelineSource],
    read: Mapping[str, Sequence[TimelineItem]],
    above: Sequence[Activity],
) -> set[str]:
    """The filters that would find something.

    A source with one filter told it when nothing narrowed it, and so did activities when they were all read.
    """
    present: set[str] = set()
    narrowed = bool(request.groups or request.search or request.owner_id or request.person_id)
    for source in sources:
        if len(source.groups) == 1 and not narrowed:
            present |= source.groups.keys() if read[source.key] else set()
        elif source is ACTIVITIES and not narrowed and _all_read(request, read[source.key], above):
            present |= groups_among([*above, *(item.context["activity"] for item in read[source.key])])
        else:
            present |= set(source.present(request))
    return present


def _all_read(request: TimelineRequest, items: Sequence[TimelineItem], above: Sequence[Activity]) -> bool:
    return len(items) < request.limit and len(above) <= MOST_AHEAD


def _with_top(
    page: Timeline, above: Sequence[Activity], present: set[str], sources: Sequence[TimelineSource]
) -> Timeline:
    labels = {key: label for source in sources for key, label in source.groups.items()}
    order = sorted(present, key=lambda key: (_ORDER.index(key) if key in _ORDER else len(_ORDER), key))
    planned = [row for row in above if row.state == ActivityState.PLANNED]
    return replace(
        page,
        pinned=[row for row in above if row.state != ActivityState.PLANNED],
        planned=planned[:MOST_AHEAD],
        more_planned=len(above) > MOST_AHEAD,
        groups={key: labels[key] for key in order},
    )


def _read_cursor(cursor: str) -> dict[str, TimelinePosition]:
    positions = {}
    for part in cursor.split(",")[:12]:
        found = _POSITION.fullmatch(part)
        if found is None:
            continue
        try:
            at = _EPOCH + int(found[2]) * _MICROSECOND
        except OverflowError:
            continue
        positions[found[1]] = TimelinePosition(at, int(found[3]))
    return positions


def _write_cursor(positions: Mapping[str, TimelinePosition]) -> str:
    return ",".join(
        f"{key}:{(place.at - _EPOCH) // _MICROSECOND}:{place.key}" for key, place in positions.items()
    )
