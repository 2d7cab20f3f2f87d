"""What a person refused, by kind: what their day learned from it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from negoce.automation.enums import DayAnswerKind
from negoce.automation.models import DayAnswer
from negoce.automation.rules.day_rank import learned_factor
from negoce.automation.rules.day_settings import DaySettings

# After so many half-lives a refusal teaches nothing any more.
_HALF_LIVES = 6


@dataclass(frozen=True, slots=True)
class Learned:
    """So many refusals of a kind that are remembered, and what is left of it: 1 for all."""

    kind: str
    refusals: int
    factor: float


def remembered(person_id: int, settings: DaySettings) -> QuerySet[DayAnswer]:
    """The refusals of a person that still count, in no order."""
    since = timezone.now() - timedelta(days=_HALF_LIVES * settings.refusal_days)
    rows = DayAnswer.objects.filter(
        person_id=person_id, answer=DayAnswerKind.REFUSED.value, at__gte=since, forgotten_at__isnull=True
    )
    return rows.order_by()


def refusals_of(person_id: int, settings: DaySettings) -> Mapping[str, Sequence[date]]:
    """The days of these refusals by kind; one query."""
    days: dict[str, list[date]] = defaultdict(list)
    for kind, at in remembered(person_id, settings).order_by("pk").values_list("kind", "at"):
        days[kind].append(timezone.localtime(at).date())
    return days


def learned_of(person_id: int, settings: DaySettings, today: date) -> Sequence[Learned]:
    """What refusals left of each kind, the lowest first; those that hardly count any more left out. One query."""
    found = [
        Learned(
            kind,
            len(days),
            learned_factor(days, today, each=settings.refusal, half_life=settings.refusal_days),
        )
        for kind, days in refusals_of(person_id, settings).items()
    ]
    kept = [each for each in found if each.factor < 0.995]
    return sorted(kept, key=lambda each: (each.factor, each.kind))
