"""Merges that the actor may see, and where the old address of an absorbed record leads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.db.models import Q, QuerySet

from negoce.companies.models import Company, Contact, MergeRecord
from negoce.companies.queries.visible import company_rights, visible_companies, visible_contacts
from negoce.identity.rules.actor import Actor

COMPANY, CONTACT = "company", "contact"
KINDS = (COMPANY, CONTACT)
# How long a merge can be undone: then its images are purged.
KEPT_DAYS = timedelta(days=90)
# A record merged into one that was merged itself, and so on: longer chains are not followed.
_LONGEST_CHAIN = 12


def visible_merges(actor: Actor) -> QuerySet[MergeRecord]:
    """Merges whose survivor is the actor's to see, deleted since or not, in no order."""
    if actor.sees_everything:
        return MergeRecord.objects.order_by()
    companies = Company.objects.filter(company_rights(actor)).order_by().values("pk")
    contacts = Contact.objects.filter(company_rights(actor, "company__")).order_by().values("pk")
    of_companies = Q(kind=COMPANY, kept_id__in=companies)
    return MergeRecord.objects.filter(of_companies | Q(kind=CONTACT, kept_id__in=contacts)).order_by()


def standing_merges(kind: str) -> QuerySet[MergeRecord]:
    """Merges of this kind that were not undone, in no order."""
    return MergeRecord.objects.filter(kind=kind, undone_at__isnull=True).order_by()


def undoable_merges(actor: Actor, public_ids: Iterable[str]) -> frozenset[str]:
    """Of these merges, those that stand, that the actor sees, and whose images are still kept."""
    rows = visible_merges(actor).filter(public_id__in=list(public_ids), undone_at__isnull=True)
    return frozenset(rows.filter(images_erased_at__isnull=True).values_list("public_id", flat=True))


def absorbed_keys(kind: str) -> QuerySet[Any, Any]:
    """The keys of the records that stand in another one: they are in no bin."""
    return standing_merges(kind).values("absorbed_id")


def survivor_key(kind: str, key: int) -> int | None:
    """The record that stands for this one today, whatever the merges between; None when it was not absorbed."""
    found: int | None = None
    for _step in range(_LONGEST_CHAIN):
        above = (
            standing_merges(kind).filter(absorbed_id=found or key).values_list("kept_id", flat=True).first()
        )
        if above is None:
            break
        found = above
    return found


def survivor_of(actor: Actor, kind: str, public_id: str) -> Company | Contact | None:
    """The visible record that an old address leads to, or None."""
    model: type[Company] | type[Contact] = Company if kind == COMPANY else Contact
    key = model.objects.filter(public_id=public_id).values_list("pk", flat=True).first()
    survivor = survivor_key(kind, key) if key is not None else None
    if survivor is None:
        return None
    if kind == COMPANY:
        return visible_companies(actor).filter(pk=survivor).first()
    return visible_contacts(actor).filter(pk=survivor).first()


def survivors_of(kind: str, keys: Iterable[int]) -> Mapping[int, int]:
    """Of these absorbed records, the one that stands for each today; a query a step, whatever their number."""
    wanted = list(keys)
    found: dict[int, int] = {}
    ahead = {key: key for key in wanted}
    for _step in range(_LONGEST_CHAIN):
        rows = standing_merges(kind).filter(absorbed_id__in=sorted(set(ahead.values())))
        above = dict(rows.values_list("absorbed_id", "kept_id"))
        ahead = {key: above[at] for key, at in ahead.items() if at in above}
        if not ahead:
            break
        found |= ahead
    return found


def stand_ins(kind: str, condition: Q) -> Sequence[tuple[Any, Any]]:
    """Absorbed records that answer a condition, each with the living one that stands for it today.

    Files that brought them go on naming them: imports look here beside the living. One query where nothing was
    ever merged.
    """
    if not standing_merges(kind).exists():
        return []
    model: Any = Company if kind == COMPANY else Contact
    rows = list(model.objects.filter(condition, pk__in=absorbed_keys(kind)).order_by("pk"))
    survivors = survivors_of(kind, [row.pk for row in rows])
    alive = {
        row.pk: row for row in model.objects.filter(pk__in=set(survivors.values()), deleted_at__isnull=True)
    }
    return [(row, alive[survivors[row.pk]]) for row in rows if survivors.get(row.pk) in alive]


def absorbed_people(keys: Sequence[int]) -> Mapping[int, Sequence[Contact]]:
    """For each of these people everybody who stands in them by a merge, directly or not: the same human being."""
    stands_in = {key: key for key in keys}
    ahead = list(keys)
    while ahead:
        rows = standing_merges(CONTACT).filter(kept_id__in=ahead).exclude(absorbed_id__in=list(stands_in))
        found = {absorbed: stands_in[kept] for absorbed, kept in rows.values_list("absorbed_id", "kept_id")}
        stands_in |= found
        ahead = sorted(found)
    people: dict[int, list[Contact]] = {key: [] for key in keys}
    absorbed = sorted(stands_in.keys() - people.keys())
    for row in Contact.objects.filter(pk__in=absorbed, erased_at__isnull=True).order_by("pk"):
        people[stands_in[row.pk]].append(row)
    return people
