"""Works out the day of a person and keeps it, for the page, the sidebar and whoever leads them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone

from negoce.automation.models import DayAction, PersonDay
from negoce.automation.queries.day.asked import Asked
from negoce.automation.queries.day.assemble import plan_day
from negoce.companies.models import Company
from negoce.identity.models import User
from negoce.identity.queries.actors import actor_for
from negoce.identity.rules.actor import Actor

_KEPT_APART = ("id", "public_id")


def refresh_day(actor: Actor, *, today: date) -> int:
    """Work out the day of whoever acts; returns how many actions it holds.

    What is the same is left as it is: an action keeps its address, and a day that did not change is not written.
    """
    assert actor.user_id is not None
    planned = plan_day(Asked(actor, actor.user_id, today))
    with transaction.atomic():
        _store(actor.user_id, planned)
        PersonDay.objects.update_or_create(
            person_id=actor.user_id,
            defaults={"day": today, "computed_at": timezone.now(), "is_stale": False},
        )
    return len(planned)


def refresh_days(people: Iterable[User], *, today: date) -> Mapping[str, int]:
    """The days of these people, each in a short transaction of its own; returns how many people and actions."""
    actions = count = 0
    for person in people:
        actions += refresh_day(actor_for(person), today=today)
        count += 1
    return {"people": count, "actions": actions}


def mark_stale(company_ids: Sequence[int]) -> int:
    """Have the days of those who follow these companies worked out anew when they are next opened."""
    owners = Company.objects.filter(pk__in=company_ids, owner__isnull=False).order_by().values("owner_id")
    return PersonDay.objects.filter(person_id__in=owners, is_stale=False).update(is_stale=True)


def _store(person_id: int, planned: Sequence[DayAction]) -> None:
    """Put the planned actions in the place of the stored ones."""
    stored = {
        (row.kind, row.key): row for row in DayAction.objects.filter(person_id=person_id).order_by("pk")
    }
    new, changed = [], []
    for row in planned:
        before = stored.pop((row.kind, row.key), None)
        if before is None:
            new.append(row)
            continue
        row.pk, row.public_id = before.pk, before.public_id
        if _content(row) != _content(before):
            changed.append(row)
    if stored:
        DayAction.objects.filter(pk__in=[row.pk for row in stored.values()]).delete()
    if changed:
        fields = [each.name for each in DayAction._meta.concrete_fields if each.name not in _KEPT_APART]
        DayAction.objects.bulk_update(changed, fields, batch_size=100)
    if new:
        # Two at once find the same: one of them stores it.
        DayAction.objects.bulk_create(new, ignore_conflicts=True)


def _content(row: DayAction) -> Mapping[str, object]:
    return {
        each.attname: getattr(row, each.attname)
        for each in DayAction._meta.concrete_fields
        if each.name not in _KEPT_APART
    }
