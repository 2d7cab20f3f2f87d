"""What was deleted and can come back: companies, contacts and activities, newest first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db.models import Q, QuerySet

from negoce.companies.models import Activity, Company, Contact
from negoce.companies.queries.merges.merges import absorbed_keys
from negoce.companies.queries.visible import company_rights
from negoce.identity.enums import Permission
from negoce.identity.models import JournalEntry
from negoce.identity.rules.actor import Actor
from negoce.kit.text import name_key

PAGE = 50
COMPANY, CONTACT, ACTIVITY = "company", "contact", "activity"
Row = Company | Contact | Activity


@dataclass(frozen=True, slots=True)
class Deleted:
    """A record in the bin; `beside` tells it from others, `by` is empty when the journal does not know."""

    public_id: str
    name: str
    beside: str
    deleted_at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class BinPage:
    """At most PAGE records, and the cursor of the next page (empty at the end)."""

    rows: Sequence[Deleted]
    next_cursor: str


def kinds_in_reach(actor: Actor) -> Sequence[str]:
    """The kinds that the actor may restore; those who only edit have the activities that they entered."""
    if actor.may(Permission.DELETE):
        return (COMPANY, CONTACT, ACTIVITY)
    return (ACTIVITY,) if actor.may(Permission.EDIT) else ()


def deleted_companies(actor: Actor) -> QuerySet[Company]:
    """Deleted companies that the actor would see, in no order."""
    rows = Company.objects.filter(company_rights(actor), deleted_at__isnull=False)
    return rows.exclude(pk__in=absorbed_keys(COMPANY)).order_by()


def deleted_contacts(actor: Actor) -> QuerySet[Contact]:
    """Deleted contacts of companies that are there, erased persons left out, in no order."""
    return (
        Contact.objects.filter(company_rights(actor, "company__"), deleted_at__isnull=False)
        .filter(erased_at__isnull=True, company__deleted_at__isnull=True)
        .exclude(pk__in=absorbed_keys(CONTACT))
        .select_related("company")
        .order_by()
    )


def deleted_activities(actor: Actor) -> QuerySet[Activity]:
    """Deleted activities that the actor would see and may restore, in no order."""
    rows = Activity.objects.filter(deleted_at__isnull=False).select_related("company").order_by()
    if not actor.may(Permission.DELETE):
        rows = rows.filter(created_by_id=actor.user_id)
    alone = Q(company__isnull=True)
    if not actor.sees_everything:
        alone &= Q(owner_id__in=sorted(actor.colleague_ids))
    return rows.filter(alone | Q(company__deleted_at__isnull=True) & company_rights(actor, "company__"))


def bin_page(actor: Actor, kind: str, *, sought: str = "", cursor: str = "") -> BinPage:
    """One kind of deleted records, in two queries; a cursor typed by hand starts over."""
    rows: QuerySet[Company] | QuerySet[Contact] | QuerySet[Activity]
    if kind == COMPANY:
        rows = deleted_companies(actor).filter(name_key__contains=name_key(sought))
    elif kind == CONTACT:
        rows = deleted_contacts(actor).filter(name_key__contains=name_key(sought))
    else:
        rows = deleted_activities(actor).filter(subject__icontains=sought)
    after = _position(cursor)
    if after is not None:
        at, pk = after
        rows = rows.filter(deleted_at__lte=at).filter(Q(deleted_at__lt=at) | Q(pk__lt=pk))
    found: list[Row] = list(rows.order_by("-deleted_at", "-pk")[: PAGE + 1])
    shown = found[:PAGE]
    people = _who(kind, [row.pk for row in shown])
    lines = [_deleted(row, people.get(row.pk, "")) for row in shown]
    return BinPage(lines, _cursor(shown[-1]) if len(found) > PAGE else "")


def _deleted(row: Row, by: str) -> Deleted:
    assert row.deleted_at is not None
    if isinstance(row, Company):
        beside = f"{row.city} ({row.department})" if row.city and row.department else row.city
        return Deleted(row.public_id, row.name, beside, row.deleted_at, by)
    if isinstance(row, Contact):
        return Deleted(row.public_id, row.full_name, row.company.name, row.deleted_at, by)
    return Deleted(row.public_id, row.subject, row.company.name if row.company else "", row.deleted_at, by)


def _who(kind: str, ids: Iterable[int]) -> dict[int, str]:
    """Who deleted each of these records last, as the journal tells."""
    entries = JournalEntry.objects.filter(subject_kind=kind, subject_id__in=list(ids), verb="deleted")
    rows = entries.order_by("at", "pk").values_list("subject_id", "actor_name")
    return {pk: name for pk, name in rows if pk is not None}


def _cursor(row: Row) -> str:
    assert row.deleted_at is not None
    return f"{row.deleted_at.timestamp():.6f}_{row.pk}"


def _position(cursor: str) -> tuple[datetime, int] | None:
    stamp, _, pk = cursor.partition("_")
    try:
        return datetime.fromtimestamp(float(stamp), tz=UTC), int(pk[:18])
    except (ValueError, OverflowError, OSError):
        return None
