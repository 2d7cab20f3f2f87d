"""How often objectives are attained: by person, and by month."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef
from django.db.models.functions import TruncMonth

from negoce.identity.models import User
from negoce.identity.rules.actor import Actor
from negoce.kit.dates import add_months
from negoce.negotiation.enums import DealState
from negoce.negotiation.models import Objective
from negoce.negotiation.queries.deals.visible import visible_deals
from negoce.negotiation.queries.objectives.readable import readable_objectives
from negoce.negotiation.rules.objectives import Attainment, attainment

MONTHS, SHOWN = 12, 20


@dataclass(frozen=True, slots=True)
class PersonAttainment:
    """What somebody attained; `person` is None for those who are gone."""

    person: User | None
    whole: Attainment


@dataclass(frozen=True, slots=True)
class Attained:
    """Twelve months, the last one under way: each month in order and all together, of `chosen` alone if somebody is;
    each person by name."""

    months: Sequence[tuple[date, Attainment]]
    people: Sequence[PersonAttainment]
    whole: Attainment
    chosen: User | None = None


def attained(actor: Actor, today: date, owner: int | None = None) -> Attained:
    """Objectives reviewed in the last twelve months, of deals that the actor sees; months of `owner` alone if given.

    Two queries.
    """
    first = add_months(today.replace(day=1), 1 - MONTHS)
    rows = Objective.objects.filter(
        readable_objectives(actor),
        _of_seen_deal(actor),
        reviewed_on__gte=first,
        reviewed_on__lte=today,
    ).order_by()
    counted = rows.annotate(month=TruncMonth("reviewed_on")).values_list("owner_id", "month", "outcome")
    by_month: dict[date, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    by_person: dict[int | None, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for key, month, outcome, number in counted.annotate(number=Count("pk")):
        by_person[key][outcome] += number
        if owner is None or key == owner:
            by_month[month][outcome] += number
    months = [add_months(first, at) for at in range(MONTHS)]
    people = _people(by_person)
    chosen = next((each.person for each in people if each.person and each.person.pk == owner), None)
    return Attained(
        [(month, attainment(by_month[month])) for month in months],
        people,
        attainment(_sum(by_month)),
        chosen,
    )


def overdue(actor: Actor, today: date) -> Sequence[Objective]:
    """The oldest objectives whose meeting is past and that nobody reviewed; one query."""
    rows = Objective.objects.filter(
        readable_objectives(actor),
        _of_seen_deal(actor),
        outcome="",
        due_on__lt=today,
        deal__state=DealState.OPEN.value,
    )
    return list(rows.select_related("deal__company", "owner").order_by("due_on", "pk")[:SHOWN])


def _of_seen_deal(actor: Actor) -> Exists:
    return Exists(visible_deals(actor).filter(pk=OuterRef("deal_id")))


def _people(counts: Mapping[int | None, Mapping[str, int]]) -> Sequence[PersonAttainment]:
    known = User.objects.in_bulk([key for key in counts if key is not None])
    found = [
        PersonAttainment(known.get(key) if key is not None else None, attainment(each))
        for key, each in counts.items()
    ]
    return sorted(found, key=lambda each: (each.person is None, each.person.full_name if each.person else ""))


def _sum(counts: Mapping[date, Mapping[str, int]]) -> Mapping[str, int]:
    total: dict[str, int] = defaultdict(int)
    for each in counts.values():
        for outcome, number in each.items():
            total[outcome] += number
    return total
