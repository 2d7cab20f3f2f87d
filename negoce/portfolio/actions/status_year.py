"""The year of each status, and its closing: the last night of December does not see the last day (S2)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from django.db import transaction

from negoce.portfolio.enums import LifeStatus
from negoce.portfolio.models import StatusBudget, StatusFigures
from negoce.portfolio.queries.profit_facts import (
    CompanyState,
    company_states,
    last_exchanges,
    last_letters,
    services,
    statuses_in_january,
    statuses_on,
)
from negoce.portfolio.queries.service_costs import current_service_costs
from negoce.portfolio.rules.customer_profit import Sales
from negoce.portfolio.rules.service_costs import Service, ServiceCosts, contact_cadence

ZERO = Decimal(0)
NOBODY_DUE = frozenset({LifeStatus.SUSPECT, LifeStatus.LEAD, LifeStatus.LOST})
_BATCH = 500
# Orders and returns of December are still written in January.
_CLOSING_MONTH = 1


@dataclass(frozen=True, slots=True)
class StatusDay:
    """What is known of all companies on a day: where they stand, what was done for them since 1 January."""

    day: date
    states: Sequence[CompanyState]
    since_january: Mapping[int, Service]
    january: Mapping[int, LifeStatus]
    due: Collection[int]


def contacts_due(states: Sequence[CompanyState], day: date, costs: ServiceCosts) -> Collection[int]:
    """The companies with whom nobody spoke within the cadence of their status, nor wrote to them."""
    planned = StatusBudget.objects.filter(year=day.year).order_by("pk")
    cadences = dict(planned.values_list("status", "visits_a_year"))
    letters = last_letters(day)
    found = set()
    for state in states:
        if state.status in NOBODY_DUE:
            continue
        days = contact_cadence(cadences.get(state.status.value), costs)
        known = [each for each in (state.last_contact_on, letters.get(state.key)) if each is not None]
        if not known or max(known) < day - timedelta(days=days):
            found.add(state.key)
    return found


def year_figures(found: StatusDay, sales: Mapping[int, Sales], as_of: date) -> list[StatusFigures]:
    """The figures of the year of `found.day`, a row a status, owner and territory."""
    rows: dict[tuple[LifeStatus, int | None, int | None], StatusFigures] = {}

    def of(status: LifeStatus, state: CompanyState) -> StatusFigures:
        key = (status, state.owner, state.territory)
        if key not in rows:
            rows[key] = StatusFigures(
                year=found.day.year, status=status.value, owner_id=state.owner, territory_id=state.territory,
                as_of=as_of, net=ZERO, margin=ZERO, gained=ZERO,
            )  # fmt: skip
        return rows[key]

    for state in found.states:
        now, then = of(state.status, state), of(found.january.get(state.key, state.status), state)
        now.heads += 1
        now.overdue += state.key in found.due
        then.started += 1
        done = found.since_january.get(state.key, Service())
        then.visits += done.visits
        then.exchanges += done.exchanges
        then.messages += done.messages
        _add_sales(now, then, sales.get(state.key))
    return list(rows.values())


def _add_sales(now: StatusFigures, then: StatusFigures, sales: Sales | None) -> None:
    if sales is None:
        return
    now.net += sales.net
    if sales.margin is None:
        now.uncosted += 1
        then.unknown_gains += 1
    else:
        now.margin += sales.margin
        then.gained += sales.margin


def closing_day(today: date) -> date | None:
    """The 31 December that is to be closed tonight, None when nothing is.

    The year before is worked out each night of January, then kept; later only when no night of January was.
    """
    last = date(today.year - 1, 12, 31)
    rows = StatusFigures.objects.filter(year=last.year)
    if not rows.exists():
        return None
    is_open = not rows.filter(as_of__gt=last).exists()
    return last if is_open or today.month == _CLOSING_MONTH else None


def close_year(sales: Mapping[int, Sales], last: date, *, today: date) -> None:
    """Store the figures of the year that ended on `last`, as companies stood that evening. May run twice."""
    states = _states_on(last)
    _long, since_january = services(last)
    found = StatusDay(
        last,
        states,
        since_january,
        statuses_in_january(last.year),
        contacts_due(states, last, current_service_costs()),
    )
    figures = year_figures(found, sales, today)
    with transaction.atomic():
        StatusFigures.objects.filter(year=last.year).delete()
        StatusFigures.objects.bulk_create(figures, batch_size=_BATCH)


def _states_on(day: date) -> list[CompanyState]:
    """Every company as it stood at the end of a day; who came later is left out."""
    now = company_states()
    stood = statuses_on(day, {each.key: each.status for each in now})
    spoken = [each.key for each in now if each.last_contact_on is not None and each.last_contact_on > day]
    before = last_exchanges(spoken, day)
    later = frozenset(spoken)
    return [
        replace(
            each,
            status=stood[each.key],
            last_contact_on=before.get(each.key) if each.key in later else each.last_contact_on,
        )
        for each in now
        if each.key in stood
    ]
