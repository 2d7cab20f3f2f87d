"""Visits that stand in a person's calendar already: a tour goes around them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from negoce.companies.enums import ActivityKind, ActivityState
from negoce.companies.queries.visible import visible_activities
from negoce.identity.rules.actor import Actor


@dataclass(frozen=True, slots=True)
class Appointment:
    """A visit planned at a minute of a day; `minutes` is None while nobody said how long it lasts."""

    activity_id: int
    company_id: int
    company_public_id: str
    day: date
    minute: int
    minutes: int | None


def appointments_on(actor: Actor, person_id: int, days: Sequence[date]) -> Mapping[int, Appointment]:
    """The planned visits of a person on some days, by company, the first of each; one query."""
    if not days:
        return {}
    first = timezone.make_aware(datetime.combine(min(days), time()))
    last = timezone.make_aware(datetime.combine(max(days) + timedelta(days=1), time()))
    rows = visible_activities(actor).filter(
        owner_id=person_id,
        kind=ActivityKind.VISIT.value,
        state=ActivityState.PLANNED.value,
        all_day=False,
        company__isnull=False,
        starts_at__gte=first,
        starts_at__lt=last,
    )
    names = ("pk", "company_id", "company__public_id", "starts_at", "duration_minutes")
    found: dict[int, Appointment] = {}
    for key, company_id, public_id, starts_at, minutes in rows.order_by("starts_at", "pk").values_list(
        *names
    ):
        here = timezone.localtime(starts_at)
        if here.date() not in days or company_id is None or company_id in found:
            continue
        minute = here.hour * 60 + here.minute
        found[company_id] = Appointment(key, company_id, public_id, here.date(), minute, minutes)
    return found
