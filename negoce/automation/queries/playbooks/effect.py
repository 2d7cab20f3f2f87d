"""What the companies of a playbook ordered within the days measured, and those left out by lot."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from negoce.automation.models import Playbook, PlaybookRun
from negoce.automation.rules.effect import Effect, Outcome, effect
from negoce.orders.models import Order

_BATCH = 500
_CENTS = Decimal(100)


@dataclass(frozen=True, slots=True)
class _Run:
    key: int
    company: int
    started_on: date
    is_control: bool


def playbook_effect(playbook: Playbook, today: date) -> Effect:
    """The effect on those that began long enough ago to be measured: orders with a net above 0, not cancelled."""
    return effect_of(PlaybookRun.objects.filter(playbook=playbook), playbook.effect_days, today)


def effect_of(runs: object, days: int, today: date) -> Effect:
    """The effect within `days` of the beginning, over these runs."""
    rows = runs.filter(started_on__lte=today - timedelta(days=days))  # type: ignore[attr-defined]
    found = [
        _Run(*row) for row in rows.order_by("pk").values_list("pk", "company_id", "started_on", "is_control")
    ]
    sides: Mapping[bool, list[Outcome]] = {True: [], False: []}
    for start in range(0, len(found), _BATCH):
        part = found[start : start + _BATCH]
        for run, outcome in zip(part, _outcomes(part, days), strict=True):
            sides[run.is_control].append(outcome)
    return effect(sides[False], sides[True])


def _outcomes(runs: Sequence[_Run], days: int) -> Sequence[Outcome]:
    first = min(run.started_on for run in runs)
    last = max(run.started_on for run in runs) + timedelta(days=days)
    rows = Order.objects.filter(
        company_id__in=[run.company for run in runs],
        cancelled_at__isnull=True,
        net__gt=0,
        ordered_on__gte=first,
        ordered_on__lt=last,
    )
    orders: dict[int, list[tuple[date, Decimal, Decimal | None]]] = defaultdict(list)
    for company, day, net, cost in rows.order_by("pk").values_list("company_id", "ordered_on", "net", "cost"):
        orders[company].append((day, net, cost))
    return [_outcome(orders[run.company], run.started_on, days) for run in runs]


def _outcome(orders: Sequence[tuple[date, Decimal, Decimal | None]], start: date, days: int) -> Outcome:
    within = [(net, cost) for day, net, cost in orders if start <= day < start + timedelta(days=days)]
    margin: int | None = 0
    for net, cost in within:
        margin = None if margin is None or cost is None else margin + int((net - cost) * _CENTS)
    return Outcome(len(within), sum(int(net * _CENTS) for net, _cost in within), margin)
