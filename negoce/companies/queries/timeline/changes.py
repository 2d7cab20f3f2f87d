"""Changes of the record itself on its thread: those that one person made in a row are one item."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from negoce.companies.interfaces import TimelineItem, TimelinePosition, TimelineRequest, TimelineSource
from negoce.identity.models import JournalEntry

GROUP = "changes"
TEMPLATE = "web/activities/_item_changes.html"
# One sitting: somebody filling a file makes a change every few seconds.
SITTING = timedelta(minutes=30)
_READ_AT_MOST = 120
_COMPANY_KINDS = ("company", "address")


def _read(request: TimelineRequest) -> Sequence[TimelineItem]:
    # Values are told field by field, as far as the reader may read them: searching them would tell more.
    if request.search or request.person_id is not None or (request.groups and GROUP not in request.groups):
        return []
    rows = _of_record(request)
    if request.owner_id is not None:
        rows = rows.filter(actor_id=request.owner_id)
    if request.after is not None:
        at, key = request.after.at, request.after.key
        rows = rows.filter(at__lte=at).filter(Q(at__lt=at) | Q(pk__lt=key))
    entries = rows.order_by("-at", "-id")[:_READ_AT_MOST]
    items = []
    for sitting in _sittings(entries):
        last = sitting[-1]
        position = TimelinePosition(last.at, last.pk)
        items.append(TimelineItem(sitting[0].at, position, TEMPLATE, {"entries": sitting}))
        if len(items) == request.limit:
            break
    return items


def _of_record(request: TimelineRequest) -> QuerySet[JournalEntry]:
    if request.contact_id is not None:
        return JournalEntry.objects.filter(subject_kind="contact", subject_id=request.contact_id)
    return JournalEntry.objects.filter(company_key=request.company_id, subject_kind__in=_COMPANY_KINDS)


def _sittings(entries: QuerySet[JournalEntry]) -> Iterator[list[JournalEntry]]:
    """Split entries, newest first, where another person goes on or half an hour passes."""
    sitting: list[JournalEntry] = []
    for entry in entries:
        if sitting:
            last = sitting[-1]
            same = (last.actor_id, last.actor_name) == (entry.actor_id, entry.actor_name)
            if not same or last.at - entry.at > SITTING:
                yield sitting
                sitting = []
        sitting.append(entry)
    if sitting:
        yield sitting


CHANGES = TimelineSource(
    key="changes",
    groups={GROUP: _("Modifications")},
    read=_read,
    present=lambda request: (GROUP,) if _of_record(request).exists() else (),
    knows_people=True,
)
