"""Exchanges and things to do, as a thread shows them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, prefetch_related_objects
from django.utils.translation import gettext_lazy as _

from negoce.companies.enums import ActivityKind, ActivityState
from negoce.companies.interfaces import TimelineItem, TimelinePosition, TimelineRequest, TimelineSource
from negoce.companies.models import Activity, ActivityContact, ReportItem
from negoce.companies.queries.timeline.search import folded_pattern
from negoce.companies.queries.visible import visible_activities
from negoce.identity.rules.actor import Actor
from negoce.kit.narrow import own_columns

_KINDS_OF = {
    "visits": (ActivityKind.VISIT, ActivityKind.VIDEO),
    "calls": (ActivityKind.CALL,),
    "messages": (ActivityKind.EMAIL, ActivityKind.MESSAGE, ActivityKind.LETTER),
    "notes": (ActivityKind.NOTE,),
    "tasks": (ActivityKind.TASK,),
}
_GROUP_OF = {kind.value: group for group, kinds in _KINDS_OF.items() for kind in kinds}
_SEARCHED = ("subject", "body", "need_recorded", "brought")
TEMPLATE = "web/activities/_item_activity.html"
MOST_AHEAD = 30
_ROWS = (
    *own_columns(Activity),
    *(f"owner__{name}" for name in ("public_id", "first_name", "last_name")),
)
_COMPANY = ("company__public_id", "company__name")
_PEOPLE = (
    *own_columns(ActivityContact),
    *(
        f"contact__{name}"
        for name in ("public_id", "first_name", "last_name", "company", "deleted_at", "erased_at")
    ),
)
_PARTS = (
    *own_columns(ReportItem),
    *(
        f"task__{name}"
        for name in ("public_id", "kind", "state", "subject", "starts_at", "all_day", "owner", "deleted_at")
    ),
)


def activities_with_people(actor: Actor) -> QuerySet[Activity]:
    """Visible activities with what a line about them shows: three queries whatever the number."""
    return visible_activities(actor).select_related("owner", "company").prefetch_related(*_line_prefetches())


def add_people(rows: Sequence[Activity]) -> None:
    """Read who took part and the parts of reports, for all these activities at once, in two queries."""
    prefetch_related_objects(rows, *_line_prefetches())


def _line_prefetches() -> tuple[Prefetch[str], ...]:
    people = ActivityContact.objects.select_related("contact").order_by("id").only(*_PEOPLE)
    parts = ReportItem.objects.select_related("task").order_by("position", "id").only(*_PARTS)
    return Prefetch("activity_contacts", people), Prefetch("report_items", parts)


def _rows(request: TimelineRequest) -> QuerySet[Activity]:
    rows = visible_activities(request.actor)
    if request.company_id is not None:
        # On the thread of a company, nothing names it again.
        return rows.select_related("owner").only(*_ROWS)
    return rows.select_related("owner", "company").only(*_ROWS, *_COMPANY)


def groups_among(rows: Iterable[Activity]) -> set[str]:
    """The filters that these activities answer to."""
    return {_GROUP_OF[row.kind] for row in rows}


def ahead(request: TimelineRequest) -> Sequence[Activity]:
    """What stands above the thread: pinned ones, then planned ones by date, 31 at most; see `add_people`."""
    above = Q(state=ActivityState.PLANNED.value) | Q(is_pinned=True, state=ActivityState.DONE.value)
    rows = _narrowed(_rows(request), request).filter(above)
    return list(rows.order_by("-is_pinned", "starts_at", "id")[: MOST_AHEAD + 1])


def _read(request: TimelineRequest) -> Sequence[TimelineItem]:
    if request.groups and not request.groups & _KINDS_OF.keys():
        return []
    rows = _narrowed(_rows(request), request)
    rows = rows.filter(state=ActivityState.DONE.value, is_pinned=False)
    if request.after is not None:
        at, key = request.after.at, request.after.key
        rows = rows.filter(starts_at__lte=at).filter(Q(starts_at__lt=at) | Q(pk__lt=key))
    return [
        TimelineItem(row.starts_at, TimelinePosition(row.starts_at, row.pk), TEMPLATE, {"activity": row})
        for row in rows.order_by("-starts_at", "-id")[: request.limit]
    ]


def _present(request: TimelineRequest) -> Sequence[str]:
    rows = _of_thread(visible_activities(request.actor), request).exclude(state=ActivityState.CANCELLED.value)
    return [_GROUP_OF[kind] for kind in rows.order_by("kind").values_list("kind", flat=True).distinct()]


def _of_thread(rows: QuerySet[Activity], request: TimelineRequest) -> QuerySet[Activity]:
    if request.contact_id is not None:
        return rows.filter(activity_contacts__contact_id=request.contact_id)
    return rows.filter(company=request.company_id)


def _narrowed(rows: QuerySet[Activity], request: TimelineRequest) -> QuerySet[Activity]:
    rows = _of_thread(rows, request)
    if request.groups:
        wanted = [kind.value for group in request.groups for kind in _KINDS_OF.get(group, ())]
        rows = rows.filter(kind__in=wanted)
    if request.owner_id is not None:
        rows = rows.filter(owner_id=request.owner_id)
    if request.person_id is not None:
        rows = rows.filter(
            pk__in=ActivityContact.objects.filter(contact_id=request.person_id).values("activity_id")
        )
    pattern = folded_pattern(request.search)
    if not pattern:
        return rows
    parts = ReportItem.objects.filter(activity=OuterRef("pk"), text__iregex=pattern).order_by()
    found = Q(Exists(parts))
    for name in _SEARCHED:
        found |= Q(**{f"{name}__iregex": pattern})
    return rows.filter(found)


ACTIVITIES = TimelineSource(
    key="activities",
    groups={
        "visits": _("Visites"),
        "calls": _("Appels"),
        "messages": _("E-mails"),
        "notes": _("Notes"),
        "tasks": _("Tâches"),
    },
    read=_read,
    present=_present,
    knows_people=True,
)
