"""What the companies of a playbook ordered within the days measured, and those left out by lot."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from negoce.automation.models import Playbook, PlaybookRun
from negoce.automation.rules.effect import Effect, Outcome, effect
from negoce.catalogue.queries.own_currency import CURRENCY
from negoce.companies.queries.visible import company_rights
from negoce.identity.rules.actor import Actor
from negoce.orders.models import Order

_BATCH = 500
ZERO, _CENTS = Decimal(0), Decimal(100)


@dataclass(frozen=True, slots=True)
class Followed:
    """A company, and the day from which it is looked at."""

    company: int
    started_on: date


@dataclass(frozen=True, slots=True)
class _Sale:
    """An order, or a return; euros."""

    day: date
    is_purchase: bool
    net: Decimal
    cost: Decimal | None


def playbook_effect(playbook: Playbook, today: date, actor: Actor) -> Effect:
    """The effect on those that began long enough ago to be measured, by orders that were not cancelled.

    Over the companies that the actor sees.

    A return is no order, but lowers what was sold; what was ordered in another currency adds nothing to it.
    """
    days = playbook.effect_days
    rows = PlaybookRun.objects.filter(
        company_rights(actor, "company__"),
        playbook=playbook,
        started_on__lte=today - timedelta(days=days),
    )
    found = rows.order_by("pk").values_list("company_id", "started_on", "is_control")
    sides: Mapping[bool, list[Followed]] = {True: [], False: []}
    for company, day, is_control in found:
        sides[is_control].append(Followed(company, day))
    return effect(outcomes(sides[False], days), outcomes(sides[True], days))


def outcomes(followed: Sequence[Followed], days: int) -> Sequence[Outcome]:
    """What each did within `days` of its day, in the same order."""
    found: list[Outcome] = []
    for start in range(0, len(followed), _BATCH):
        found += _outcomes(followed[start : start + _BATCH], days)
    return found


def _outcomes(runs: Sequence[Followed], days: int) -> Sequence[Outcome]:
    first = min(run.started_on for run in runs)
    last = max(run.started_on for run in runs) + timedelta(days=days)
    rows = Order.objects.filter(
        company_id__in=[run.company for run in runs],
        cancelled_at__isnull=True,
        ordered_on__gte=first,
        ordered_on__lt=last,
    )
    orders: dict[int, list[_Sale]] = defaultdict(list)
    columns = ("company_id", "ordered_on", "net", "cost", "currency")
    for company, day, net, cost, currency in rows.order_by("pk").values_list(*columns):
        counts = currency in ("", CURRENCY)
        orders[company].append(_Sale(day, net > 0, net if counts else ZERO, cost if counts else ZERO))
    return [_outcome(orders[run.company], run.started_on, days) for run in runs]


def _outcome(orders: Sequence[_Sale], start: date, days: int) -> Outcome:
    within = [each for each in orders if start <= each.day < start + timedelta(days=days)]
    margin: int | None = 0
    for each in within:
        if margin is not None:
            margin = None if each.cost is None else margin + int((each.net - each.cost) * _CENTS)
    number = sum(each.is_purchase for each in within)
    return Outcome(number, sum(int(each.net * _CENTS) for each in within), margin)
