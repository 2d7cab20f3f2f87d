"""Handing over a portfolio: what the former owners had planned with these companies goes to the new one."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.db.models import F, QuerySet

from negoce.companies.actions.bulk_batch import apply_batch
from negoce.companies.actions.bulk_values import checked_value
from negoce.companies.enums import ActivityState, BulkState
from negoce.companies.models import Activity, BulkBefore, BulkChange, Company
from negoce.companies.queries.lists.registry import LISTS
from negoce.companies.queries.visible import visible_activities
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor

BATCH_ROWS = 200


def planned_with_owner(actor: Actor, companies: QuerySet[Company]) -> int:
    """How many activities the owners of these companies have planned with them."""
    planned = visible_activities(actor).filter(state=ActivityState.PLANNED.value, company__in=companies)
    return planned.filter(owner_id=F("company__owner_id")).count()


def hand_over_activities(actor: Actor, change: BulkChange) -> BulkChange | None:
    """Give the new owner what the former ones had planned; a change of its own that follows `change`.

    In short transactions; safe to run again after a crash. None when nobody takes the companies over.
    """
    require(actor, Permission.BULK_EDIT)
    if not takes_over(change.list_key, change.column, change.value):
        return None
    definition = LISTS["activities"]
    value = checked_value(actor, definition, "owner", change.value)
    follower, _is_new = BulkChange.objects.get_or_create(
        follows=change,
        defaults={
            "actor_id": change.actor_id,
            "list_key": "activities",
            "column": "owner",
            "value": change.value,
        },
    )
    last = 0
    while befores := list(BulkBefore.objects.filter(change=change, pk__gt=last).order_by("pk")[:BATCH_ROWS]):
        last = befores[-1].pk
        keys = _planned_by_former_owners(actor, befores)
        if not keys:
            continue
        with transaction.atomic():
            changed = apply_batch(actor, definition, follower, value, keys)
            BulkChange.objects.filter(pk=follower.pk).update(
                matched=F("matched") + len(keys), changed=F("changed") + changed
            )
    BulkChange.objects.filter(pk=follower.pk, state=BulkState.RUNNING.value).update(
        state=BulkState.DONE.value
    )
    follower.refresh_from_db()
    return follower


def takes_over(list_key: str, column: str, value: str) -> bool:
    """Whether a change gives companies to somebody."""
    return list_key == "companies" and column == "owner" and bool(value)


def _planned_by_former_owners(actor: Actor, befores: Sequence[BulkBefore]) -> list[int]:
    former = {one.record_key: int(one.value) for one in befores if one.value}
    planned: QuerySet[Activity] = visible_activities(actor).filter(
        state=ActivityState.PLANNED.value, company_id__in=list(former)
    )
    rows = planned.order_by("pk").values_list("pk", "company_id", "owner_id")
    return [key for key, company, owner in rows if owner is not None and former.get(company) == owner]
