"""Every cycle of the house, read at once: a handful, which each page of deals asks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from negoce.negotiation.enums import DealState
from negoce.negotiation.models import Deal, SalesCycle
from negoce.negotiation.rules.cycles import USUAL, Steps, is_still, read_steps


@dataclass(frozen=True, slots=True)
class CycleBook:
    """The cycles by key, and their steps; `default` is the one of the house, None when it follows the usual steps."""

    rows: Mapping[int, SalesCycle]
    steps: Mapping[int, Steps]
    default: SalesCycle | None

    def steps_for(self, cycle_id: int | None) -> Steps:
        """The steps of a deal of this cycle; those of the house for None."""
        if cycle_id is not None and cycle_id in self.steps:
            return self.steps[cycle_id]
        return USUAL if self.default is None else self.steps[self.default.pk]

    def is_still(self, deal: Deal, today: date) -> bool:
        """Whether a deal has stood at its step for longer than its cycle allows."""
        return is_still(self.steps_for(deal.cycle_id), deal.state, deal.step, deal.step_since, today)


def cycle_book() -> CycleBook:
    """Every cycle; one query."""
    rows = {row.pk: row for row in SalesCycle.objects.order_by("pk")}
    return CycleBook(
        rows,
        {key: read_steps(row.steps) for key, row in rows.items()},
        next((row for row in rows.values() if row.is_default), None),
    )


def standing_still(today: date, book: CycleBook | None = None) -> Q:
    """Deals under way that stand at their step for longer than their cycle allows; one query without a `book`."""
    cycles = cycle_book() if book is None else book
    late = Q()
    for place, usual in enumerate(cycles.steps_for(None)):
        by_days: dict[int, list[int]] = defaultdict(list)
        for key, steps in cycles.steps.items():
            by_days[steps[place].days].append(key)
        late |= Q(step=usual.step.value) & _since(today, usual.days, by_days)
    return Q(state=DealState.OPEN.value) & late


def _since(today: date, house_days: int, by_days: Mapping[int, list[int]]) -> Q:
    """Where every cycle waits as long as the house, nobody asks of which one a deal is."""
    if set(by_days) <= {house_days}:
        return Q(step_since__lte=today - timedelta(days=house_days))
    found = Q(cycle__isnull=True, step_since__lte=today - timedelta(days=house_days))
    for days, keys in sorted(by_days.items()):
        found |= Q(cycle_id__in=keys, step_since__lte=today - timedelta(days=days))
    return found
