"""The past of the demo: no seam where the real months begin, and people who come and leave at a steady pace."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date, timedelta

import pytest

from negoce.demo.former import FORMERS, former_orders, formers
from negoce.demo.history import (
    FIRST_SOURCE_DAY,
    LEAST_COST,
    MOST_COST,
    customer_totals,
    orders_of_customers,
    shift_for,
)
from negoce.demo.past import SYNTHETIC_DAYS, customer_since, synthetic_orders
from negoce.demo.rhythm import rhythm_of
from negoce.demo.rows import OrderRow
from negoce.portfolio.enums import LifeStatus
from negoce.portfolio.rules.life_cycle import status_on
from negoce.portfolio.rules.life_facts import LifeFacts
from negoce.portfolio.rules.thresholds import Thresholds

TODAY, SEED, STEP = date(2026, 11, 20), 7, 5
SHIFT = shift_for(TODAY)
BEGINS = FIRST_SOURCE_DAY + SHIFT
RECORDS = BEGINS - timedelta(days=SYNTHETIC_DAYS)
YEAR = timedelta(days=365)


@pytest.fixture(scope="module")
def histories() -> dict[str, list[OrderRow]]:
    """The orders of each fifth customer and of each fifth of those who left."""
    totals, left = customer_totals()[::STEP], formers(SEED)[::STEP]
    real = orders_of_customers([*(each.number for each in totals), *(each.model for each in left)], TODAY)
    found = {
        f"demo:customer:{each.number}": [
            *real[each.number],
            *synthetic_orders(
                SEED, each.number, real[each.number], customer_since(SEED, each) + SHIFT, BEGINS
            ),
        ]
        for each in totals
    }
    return found | {each.key: list(former_orders(SEED, each, real[each.model], BEGINS)) for each in left}


@pytest.fixture(scope="module")
def days(histories: dict[str, list[OrderRow]]) -> dict[str, tuple[date, ...]]:
    """The days on which each bought."""
    return {
        key: tuple(sorted({order.ordered_on for order in orders if order.net_cents > 0}))
        for key, orders in histories.items()
    }


def test_orders_of_the_past_are_as_many_each_month_and_none_crowd_where_the_real_ones_begin(
    days: dict[str, tuple[date, ...]],
) -> None:
    months = Counter((day - BEGINS).days // 30 for bought in days.values() for day in bought)
    # The first months of the records fill up with those who were there already.
    past = [months[place] for place in range(-22, 0)]
    mean = sum(past) / len(past)
    assert [count for count in past if not 0.8 * mean < count < 1.25 * mean] == []
    real = [months[place] for place in range(9)]
    assert 0.8 < mean / (sum(real) / len(real)) < 1.1
    before = sum(BEGINS - timedelta(days=8) < day < BEGINS for bought in days.values() for day in bought)
    assert before < 2.2 * mean * 7 / 30


def test_a_year_loses_a_tenth_of_its_customers_and_so_did_the_year_before(
    days: dict[str, tuple[date, ...]],
) -> None:
    for end in (TODAY - YEAR, TODAY - YEAR / 2, TODAY):
        started = [bought for bought in days.values() if _is_customer(bought, end - YEAR)]
        lost = sum(not _is_customer(bought, end) for bought in started)
        assert 0.07 < lost / len(started) < 0.17


def test_newcomers_come_every_quarter_and_some_come_back(days: dict[str, tuple[date, ...]]) -> None:
    first = Counter((bought[0] - BEGINS).days // 91 for bought in days.values() if bought)
    quarters = [first[place] for place in range(-4, 3)]
    assert min(quarters) > 0.4 * max(quarters)
    back = sum(
        _is_customer(bought, TODAY) and not _is_customer(bought, TODAY - YEAR) and bought[0] < TODAY - YEAR
        for bought in days.values()
        if bought
    )
    assert back > 5


def test_who_left_bought_before_the_real_months_only(histories: dict[str, list[OrderRow]]) -> None:
    assert len(formers(SEED)) == FORMERS
    left = [orders for key, orders in histories.items() if key.startswith("demo:former:")]
    assert len(left) == FORMERS // STEP
    ordered = [order.ordered_on for orders in left for order in orders]
    assert RECORDS - timedelta(days=1) <= min(ordered) <= max(ordered) < BEGINS
    for orders in left:
        assert [order.ordered_on for order in orders] == sorted(
            (order.ordered_on for order in orders), reverse=True
        )
    gone = [orders for orders in left if orders and status_of(orders) is LifeStatus.LOST]
    assert len(gone) > 0.8 * len(left)


def test_who_gives_back_more_than_it_buys_had_bought_it_before() -> None:
    givers = [each for each in customer_totals() if not each.days or each.net_cents < 0]
    assert (len(givers), sum(not each.days for each in givers)) == (50, 42)
    real = orders_of_customers([each.number for each in givers], TODAY)
    for each in givers:
        since = customer_since(SEED, each) + SHIFT
        bought = list(synthetic_orders(SEED, each.number, real[each.number], since, BEGINS))
        year = [order for order in (*bought, *real[each.number]) if order.ordered_on > TODAY - YEAR]
        assert bought
        assert sum(order.net_cents for order in year) >= 0


def test_no_line_costs_more_than_it_may(histories: dict[str, list[OrderRow]]) -> None:
    lines = [line for orders in histories.values() for order in orders for line in order.lines]
    assert len(lines) > 50_000
    wrong = [
        line
        for line in lines
        if line.net_cents
        and not LEAST_COST * abs(line.net_cents) - 1
        <= abs(line.cost_cents)
        <= MOST_COST * abs(line.net_cents) + 1
    ]
    assert wrong == []
    year = [
        [order for order in orders if order.ordered_on > TODAY - YEAR and order.lines]
        for orders in histories.values()
    ]
    sums = [
        (
            sum(each.net_cents for each in orders),
            sum(line.cost_cents for each in orders for line in each.lines),
        )
        for orders in year
    ]
    # No customer brings more margin than revenue, nor takes revenue away, but for cents of a return of everything.
    assert [each for each in sums if min(each) < -100] == []
    assert [line for line in lines if line.net_cents * line.cost_cents < 0] == []


def test_a_rhythm_counts_orders_over_days_and_not_the_gaps_seen() -> None:
    begins, ends = date(2026, 1, 1), date(2026, 10, 8)
    once = rhythm_of([date(2026, 5, 1)], begins, ends)
    assert round(once.mean) == 187
    monthly = rhythm_of([begins + timedelta(days=28 * place) for place in range(10)], begins, ends)
    assert 24 < monthly.mean < 29
    assert monthly.evenness > once.evenness
    stopped = rhythm_of([begins + timedelta(days=20 * place) for place in range(6)], begins, ends)
    assert 18 < stopped.mean < 23


def test_the_gap_around_a_day_is_longer_than_what_was_waited_since() -> None:
    source, rhythm = random.Random(1), rhythm_of([date(2026, 5, 1)], date(2026, 1, 1), date(2026, 10, 8))
    assert [waited for waited in range(600) if rhythm.gap_over(source, waited) <= waited] == []
    gaps = [rhythm.gap(source) for _ in range(4000)]
    assert 0.95 < sum(gaps) / len(gaps) / rhythm.mean < 1.05


def status_of(orders: list[OrderRow]) -> LifeStatus:
    bought = tuple(sorted({order.ordered_on for order in orders}))
    return status_on(LifeFacts(order_days=bought), Thresholds(), TODAY)


def _is_customer(bought: tuple[date, ...], day: date) -> bool:
    known = tuple(each for each in bought if each <= day)
    status = status_on(LifeFacts(order_days=known), Thresholds(), day)
    return bool(known) and status is not LifeStatus.LOST
