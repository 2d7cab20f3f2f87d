"""Works out each night what should be ordered in the coming months, and keeps it as it was said (S3)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction

from negoce.identity.models import User
from negoce.kit.dates import add_months, end_of_month
from negoce.portfolio.models import ForecastSnapshot, StepOdds
from negoce.portfolio.queries.forecast_facts import (
    Expected,
    OpenDeal,
    closed_stories,
    expected_of_customers,
    family_shares,
    house_sales,
    open_deals,
    ordered_in,
)
from negoce.portfolio.rules.forecast_months import (
    Amounts,
    common_spread,
    forecast_months,
    into_months,
    season_index,
)
from negoce.portfolio.rules.step_odds import StepOdd, closing_day, step_odds

if TYPE_CHECKING:
    from negoce.portfolio.foresight.monte_carlo import Cell, Spread

REBUILT_MONTHS = 6
# Of a forecast that was worked out later, so many months are kept.
REBUILT_AHEAD = 3
DAILY_DAYS = 40
HOUSE = "house"


@dataclass(frozen=True, slots=True)
class Outlook:
    """What is known on a day, by person: customers by month, deals by month, orders of the month under way."""

    as_of: date
    spread: float
    customers: Mapping[int | None, Mapping[date, tuple[float, float]]]
    deals: Mapping[int | None, Mapping[date, Sequence[tuple[float, float]]]]
    ordered: Mapping[int | None, float]
    shares: Mapping[int, float]
    method: str


def refresh_forecast(*, today: date) -> int:
    """Learn the odds, draw the coming twelve months, rebuild what is missing of the past; returns rows written."""
    odds = step_odds(closed_stories(today))
    _keep_odds(odds, today)
    written = _keep(_outlook(today, today, odds), forecast_months(today), is_rebuilt=False)
    for back in range(REBUILT_MONTHS):
        month = add_months(today.replace(day=1), -back)
        written += _rebuild(month, today)
    _purge(today)
    return written


def _rebuild(month: date, today: date) -> int:
    """The forecast of a month as it would have been said on the eve, unless one was said."""
    eve = month - timedelta(days=1)
    said = ForecastSnapshot.objects.filter(
        scope=HOUSE, month=month, as_of__gte=month - timedelta(days=15), as_of__lt=month
    )
    if said.exists():
        return 0
    outlook = _outlook(eve, today, step_odds(closed_stories(eve)))
    if not outlook.customers and not outlook.deals:
        return 0
    months = [each for each in forecast_months(eve)[1 : 1 + REBUILT_AHEAD] if each <= today]
    return _keep(outlook, months, is_rebuilt=True)


def _outlook(as_of: date, today: date, odds: Mapping[str, StepOdd]) -> Outlook:
    past = house_sales(as_of)
    season = season_index(past, as_of)
    expected = expected_of_customers(as_of, with_foresight=as_of == today)
    return Outlook(
        as_of=as_of,
        spread=common_spread(past, season, as_of),
        customers={owner: _months(amounts, as_of, season) for owner, amounts in expected.by_owner.items()},
        deals=_deals_by_month(open_deals(as_of, today=today), odds, as_of),
        ordered=ordered_in(as_of.replace(day=1)) if as_of == today else {},
        shares=family_shares(as_of),
        method=_method(expected),
    )


def _method(expected: Expected) -> str:
    if not expected.customers:
        return "none"
    return "foresight" if expected.fitted * 2 > expected.customers else "last_year"


def _months(amounts: Amounts, as_of: date, season: Mapping[int, float]) -> Mapping[date, tuple[float, float]]:
    """Mean and variance of each month: orders come one by one, so that the variance is that of their squares."""
    means = into_months(amounts.mean, as_of, season)
    squares = into_months(amounts.squares, as_of, season)
    return {month: (means[month], squares[month]) for month in means}


def _deals_by_month(
    deals: Iterable[OpenDeal], odds: Mapping[str, StepOdd], as_of: date
) -> Mapping[int | None, Mapping[date, Sequence[tuple[float, float]]]]:
    found: dict[int | None, dict[date, list[tuple[float, float]]]] = defaultdict(lambda: defaultdict(list))
    for deal in deals:
        odd = odds[deal.step]
        month = closing_day(deal.close_on, odd.days, as_of).replace(day=1)
        found[deal.owner][month].append((deal.amount, odd.probability))
    return found


def _keep(outlook: Outlook, months: Sequence[date], *, is_rebuilt: bool) -> int:
    rows = [row for month in months for row in _month_rows(outlook, month, is_rebuilt=is_rebuilt)]
    with transaction.atomic():
        ForecastSnapshot.objects.filter(as_of=outlook.as_of).delete()
        ForecastSnapshot.objects.bulk_create(rows, batch_size=500)
    return len(rows)


def _month_rows(outlook: Outlook, month: date, *, is_rebuilt: bool) -> list[ForecastSnapshot]:
    # Numbers are drawn in jobs alone: no page pays for loading what draws them.
    from negoce.portfolio.foresight.monte_carlo import simulate

    cells = _cells(outlook, month)
    scopes = _scopes(cells, outlook)
    drawn = simulate(cells, scopes, spread=outlook.spread)
    return [
        _row(outlook, scope, month, drawn[scope], [cells[key] for key in keys], is_rebuilt=is_rebuilt)
        for scope, keys in scopes.items()
    ]


def _cells(outlook: Outlook, month: date) -> dict[str, Cell]:
    from negoce.portfolio.foresight.monte_carlo import Cell

    here = month == outlook.as_of.replace(day=1)
    people = {*outlook.customers, *outlook.deals, *(outlook.ordered if here else ())}
    cells = {}
    for person in people:
        mean, variance = outlook.customers.get(person, {}).get(month, (0.0, 0.0))
        deals = tuple(outlook.deals.get(person, {}).get(month, ()))
        ordered = outlook.ordered.get(person, 0.0) if here else 0.0
        cells[f"person:{person or 0}"] = Cell(max(mean, 0.0), variance, deals, ordered)
    mean = sum(cell.mean for cell in cells.values())
    variance = sum(cell.variance for cell in cells.values())
    ordered = sum(cell.ordered for cell in cells.values())
    for family, share in outlook.shares.items():
        # Deals do not say of which family they are: a family's forecast is that of its customers alone.
        cells[f"family:{family}"] = Cell(mean * share, variance * share, (), ordered * share)
    return cells


def _scopes(cells: Mapping[str, Cell], outlook: Outlook) -> dict[str, list[str]]:
    people = [key for key in sorted(cells) if key.startswith("person:")]
    scopes = {key: [key] for key in cells if key != "person:0"}
    team_of = dict(User.objects.order_by().values_list("pk", "team_id"))
    for key in people:
        team = team_of.get(int(key.partition(":")[2]))
        if team is not None:
            scopes.setdefault(f"team:{team}", []).append(key)
    return {HOUSE: people, **scopes}


def _row(
    outlook: Outlook, scope: str, month: date, drawn: Spread, cells: Sequence[Cell], *, is_rebuilt: bool
) -> ForecastSnapshot:
    deals = [deal for cell in cells for deal in cell.deals]
    parts = {
        "ordered": str(_money(sum(cell.ordered for cell in cells))),
        "customers": str(_money(sum(cell.mean for cell in cells))),
        "deals": str(_money(sum(amount * odds for amount, odds in deals))),
        "deals_count": len(deals),
        "method": outlook.method,
        "spread": round(outlook.spread, 4),
    }
    return ForecastSnapshot(
        as_of=outlook.as_of,
        scope=scope,
        month=month,
        low=_money(drawn.low),
        mid=_money(drawn.mid),
        high=_money(drawn.high),
        parts=parts,
        is_rebuilt=is_rebuilt,
    )


def _money(amount: float) -> Decimal:
    return Decimal(f"{amount:.2f}")


def _keep_odds(odds: Mapping[str, StepOdd], today: date) -> None:
    with transaction.atomic():
        StepOdds.objects.all().delete()
        StepOdds.objects.bulk_create(
            StepOdds(
                step=odd.step,
                probability=odd.probability,
                won=odd.won,
                closed=odd.closed,
                prior=odd.prior,
                days=odd.days,
                as_of=today,
            )
            for odd in odds.values()
        )


def _purge(today: date) -> None:
    """Of days long past only the last of each month stays: the one that is compared with what happened."""
    old = ForecastSnapshot.objects.filter(as_of__lt=today - timedelta(days=DAILY_DAYS), scope=HOUSE)
    days = sorted(set(old.order_by().values_list("as_of", flat=True)))
    last = {end_of_month(day): day for day in days}
    gone = [day for day in days if day not in last.values()]
    for start in range(0, len(gone), 50):
        ForecastSnapshot.objects.filter(as_of__in=gone[start : start + 50]).delete()
