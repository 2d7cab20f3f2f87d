"""Draws the months of a forecast: from what is known on a day to one row a month, person, team, family and house."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from negoce.identity.models import User
from negoce.portfolio.models import ForecastSnapshot
from negoce.portfolio.queries.forecast_customers import Expected, Purchases, expected_of_customers
from negoce.portfolio.queries.forecast_deals import OpenDeal, families_bought, open_deals
from negoce.portfolio.queries.forecast_facts import family_shares, house_sales, ordered_in
from negoce.portfolio.queries.forecast_past import said_before
from negoce.portfolio.rules.deal_overlap import Beyond, Offered, Usual, beyond_expected
from negoce.portfolio.rules.forecast_errors import Lesson, lessons
from negoce.portfolio.rules.forecast_months import Amounts, into_months, season_index
from negoce.portfolio.rules.step_odds import StepOdd, closing_day

if TYPE_CHECKING:
    from negoce.portfolio.foresight.monte_carlo import Cell, Spread

HOUSE = "house"


@dataclass(frozen=True, slots=True)
class Weighed:
    """A deal in the forecast: in which month, with which chance, and what it adds."""

    deal: OpenDeal
    month: date
    probability: float
    beyond: Beyond


@dataclass(frozen=True, slots=True)
class Outlook:
    """What is known on a day: customers by person and month (mean, variance), deals, orders of the month under way."""

    as_of: date
    lessons: Sequence[Lesson]
    customers: Mapping[int | None, Mapping[date, tuple[float, float]]]
    deals: Sequence[Weighed]
    ordered: Mapping[int | None, float]
    shares: Mapping[int, float]
    method: str

    def lesson(self, month: date) -> Lesson:
        """What the past teaches of a month: of the one under way, what it teaches of the next."""
        ahead = (month.year - self.as_of.year) * 12 + month.month - self.as_of.month
        return self.lessons[min(max(ahead, 1), len(self.lessons)) - 1]


def outlook(bought: Purchases, as_of: date, today: date, odds: Mapping[str, StepOdd]) -> Outlook:
    """What was known at the end of a day; foresight is that of today alone."""
    # On the last day of a month that month is over.
    morrow = as_of + timedelta(days=1)
    season = season_index(house_sales(morrow), morrow)
    deals = open_deals(as_of, today=today)
    companies = {deal.company for deal in deals}
    expected = expected_of_customers(bought, as_of, with_foresight=as_of == today, companies=companies)
    method = _method(expected)
    return Outlook(
        as_of=as_of,
        lessons=lessons(said_before(as_of), method),
        customers={owner: _months(amounts, as_of, season) for owner, amounts in expected.by_owner.items()},
        deals=_weighed(deals, odds, expected, as_of),
        ordered=ordered_in(as_of.replace(day=1)) if as_of == today else {},
        shares=family_shares(morrow),
        method=method,
    )


def month_rows(known: Outlook, month: date, *, is_rebuilt: bool) -> list[ForecastSnapshot]:
    """The rows of a month, not stored yet."""
    # Numbers are drawn in jobs alone: no page pays for loading what draws them.
    from negoce.portfolio.foresight.monte_carlo import simulate

    cells = _cells(known, month)
    scopes = _scopes(cells)
    drawn = simulate(cells, scopes, spread=known.lesson(month).common)
    already = _already(known, month)
    return [
        _row(
            known,
            scope,
            month,
            drawn[scope],
            [cells[key] for key in keys],
            [part for key in keys for part in already.get(key, ())],
            is_rebuilt=is_rebuilt,
        )
        for scope, keys in scopes.items()
    ]


def _method(expected: Expected) -> str:
    if not expected.customers:
        return "none"
    return "foresight" if expected.fitted * 2 > expected.customers else "last_year"


def _months(amounts: Amounts, as_of: date, season: Mapping[int, float]) -> Mapping[date, tuple[float, float]]:
    """Mean and variance of each month: orders come one by one, so that the variance is that of their squares."""
    means = into_months(amounts.mean, as_of, season)
    squares = into_months(amounts.squares, as_of, season)
    return {month: (means[month], squares[month]) for month in means}


def _weighed(
    deals: Sequence[OpenDeal], odds: Mapping[str, StepOdd], expected: Expected, as_of: date
) -> Sequence[Weighed]:
    closing = {deal.key: closing_day(deal.close_on, odds[deal.step].days, as_of) for deal in deals}
    bought = families_bought(list(expected.by_company), as_of)
    by_company: dict[int, list[OpenDeal]] = defaultdict(list)
    for deal in deals:
        by_company[deal.company].append(deal)
    found: dict[int, Beyond] = {}
    for company, own in by_company.items():
        usual = Usual(expected.by_company.get(company, Amounts()), bought.get(company, {}))
        offered = [
            Offered(deal.key, deal.amount, odds[deal.step].probability, closing[deal.key], deal.families)
            for deal in own
        ]
        found |= beyond_expected(offered, usual, as_of)
    return [
        Weighed(deal, closing[deal.key].replace(day=1), odds[deal.step].probability, found[deal.key])
        for deal in deals
    ]


def _cells(known: Outlook, month: date) -> dict[str, Cell]:
    from negoce.portfolio.foresight.monte_carlo import Cell

    here = month == known.as_of.replace(day=1)
    lesson = known.lesson(month)
    deals = [weighed for weighed in known.deals if weighed.month == month]
    owners = {weighed.deal.owner for weighed in known.deals}
    people = {*known.customers, *owners, *(known.ordered if here else ())}
    cells = {}
    for person in people:
        mean, variance = known.customers.get(person, {}).get(month, (0.0, 0.0))
        cells[f"person:{person or 0}"] = Cell(
            max(mean, 0.0) * lesson.correction,
            variance * lesson.correction**2,
            tuple((each.beyond.adds, each.probability) for each in deals if each.deal.owner == person),
            known.ordered.get(person, 0.0) if here else 0.0,
            lesson.person,
        )
    mean = sum(cell.mean for cell in cells.values())
    variance = sum(cell.variance for cell in cells.values())
    ordered = sum(cell.ordered for cell in cells.values())
    told = {family for each in deals for family in each.beyond.families if family is not None}
    for family in sorted({*known.shares, *told}):
        share = known.shares.get(family, 0.0)
        offered = tuple(
            (each.beyond.families[family], each.probability)
            for each in deals
            if family in each.beyond.families
        )
        cells[f"family:{family}"] = Cell(
            mean * share, variance * share, offered, ordered * share, lesson.family
        )
    return cells


def _scopes(cells: Mapping[str, Cell]) -> dict[str, list[str]]:
    people = [key for key in sorted(cells) if key.startswith("person:")]
    scopes = {key: [key] for key in cells if key != "person:0"}
    team_of = dict(User.objects.order_by().values_list("pk", "team_id"))
    for key in people:
        team = team_of.get(int(key.partition(":")[2]))
        if team is not None:
            scopes.setdefault(f"team:{team}", []).append(key)
    return {HOUSE: people, **scopes}


def _already(known: Outlook, month: date) -> Mapping[str, Sequence[float]]:
    """What of the deals of a month, times their chances, is expected of their customers anyway."""
    found: dict[str, list[float]] = defaultdict(list)
    for each in known.deals:
        if each.month != month:
            continue
        found[f"person:{each.deal.owner or 0}"].append(each.beyond.already * each.probability)
        for family, adds in each.beyond.families.items():
            offered = each.deal.amount * each.deal.families.get(family, 0.0)
            found[f"family:{family}"].append((offered - adds) * each.probability)
    return found


def _row(
    known: Outlook,
    scope: str,
    month: date,
    drawn: Spread,
    cells: Sequence[Cell],
    already: Iterable[float],
    *,
    is_rebuilt: bool,
) -> ForecastSnapshot:
    deals = [deal for cell in cells for deal in cell.deals]
    lesson = known.lesson(month)
    customers = sum(cell.mean for cell in cells)
    same = sum(already)
    parts = {
        "ordered": str(_money(sum(cell.ordered for cell in cells))),
        "customers": str(_money(customers)),
        "deals": str(_money(sum(amount * odds for amount, odds in deals) + same)),
        "already": str(_money(same)),
        "variance": str(_money(sum(cell.chance for cell in cells))),
        "deals_count": len(deals),
        "method": known.method,
        "correction": round(lesson.correction, 4),
        "spread": round(lesson.common, 4),
        "own": round(max((cell.own for cell in cells), default=0.0), 4),
        "months": lesson.months,
    }
    return ForecastSnapshot(
        as_of=known.as_of,
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
