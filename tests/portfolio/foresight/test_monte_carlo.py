"""Ten thousand draws: their mean is the analytic one, their interval holds what it says, the seed decides."""

from __future__ import annotations

import math
import random

import pytest

from negoce.portfolio.foresight.monte_carlo import Cell, simulate

CELLS = {
    "person:1": Cell(mean=40_000, variance=9e6, deals=((20_000, 0.5), (10_000, 0.2)), ordered=3_000),
    "person:2": Cell(mean=15_000, variance=4e6),
}
SCOPES = {"person:1": ["person:1"], "person:2": ["person:2"], "house": ["person:1", "person:2"]}


def test_the_mean_is_the_analytic_one() -> None:
    found = simulate(CELLS, SCOPES, spread=0.1)
    # 3,000 + 40,000 + 0.5 × 20,000 + 0.2 × 10,000
    assert found["person:1"].mid == pytest.approx(55_000, rel=0.01)
    assert found["person:2"].mid == pytest.approx(15_000, rel=0.01)
    assert found["house"].mid == pytest.approx(found["person:1"].mid + found["person:2"].mid)


def test_a_seed_gives_the_same_figures_again() -> None:
    assert simulate(CELLS, SCOPES, spread=0.1) == simulate(CELLS, SCOPES, spread=0.1)
    assert simulate(CELLS, SCOPES, spread=0.1) != simulate(CELLS, SCOPES, spread=0.1, seed=7)


def test_a_deal_alone_is_won_or_not() -> None:
    sure = simulate({"a": Cell(0, 0, ((500.0, 1.0),))}, {"a": ["a"]}, spread=0.2)["a"]
    assert (sure.low, sure.mid, sure.high) == (500, 500, 500)
    rare = simulate({"a": Cell(0, 0, ((500.0, 0.05),))}, {"a": ["a"]}, spread=0.2)["a"]
    assert (rare.low, rare.high) == (0, 0)
    assert rare.mid == pytest.approx(25, rel=0.2)


def test_the_interval_holds_eight_worlds_in_ten() -> None:
    """Worlds drawn apart, by the same assumptions but with Python's own generator."""
    deals = tuple((1_000.0 + 100 * place, 0.1 + 0.02 * place) for place in range(30))
    found = simulate({"a": Cell(20_000, 16e6, deals)}, {"a": ["a"]}, spread=0.15)["a"]
    chance = random.Random(3)
    sigma = math.sqrt(math.log1p(0.15**2))
    inside = 0
    for _world in range(2_000):
        common = math.exp(chance.gauss(-sigma * sigma / 2, sigma))
        orders = chance.gammavariate(20_000**2 / 16e6, 16e6 / 20_000) * common
        won = sum(amount for amount, odds in deals if chance.random() < odds)
        inside += found.low <= orders + won <= found.high
    assert inside / 2_000 == pytest.approx(0.8, abs=0.03)


def test_more_deals_than_are_drawn_at_once() -> None:
    found = simulate({"a": Cell(0, 0, ((10.0, 0.5),) * 500)}, {"a": ["a"]}, spread=0.1, draws=2_000)["a"]
    assert found.mid == pytest.approx(2_500, rel=0.01)
    assert 2_300 < found.low < found.high < 2_700


def test_what_strays_by_itself_is_less_sure_and_no_higher() -> None:
    calm, wild = (
        simulate({"a": Cell(20_000, 16e6, own=own)}, {"a": ["a"]}, spread=0.1)["a"] for own in (0.0, 0.3)
    )
    assert wild.mid == pytest.approx(calm.mid, rel=0.02)
    assert wild.high - wild.low > 1.3 * (calm.high - calm.low)


def test_what_chance_alone_does_is_said() -> None:
    assert CELLS["person:1"].chance == 9e6 + 20_000**2 * 0.25 + 10_000**2 * 0.16
