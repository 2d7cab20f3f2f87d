"""Who is still a customer: BG/NBD where the past bears it out, else the curve of past silences."""

from __future__ import annotations

import json
from datetime import date
from statistics import median

import numpy as np
import pytest

from negoce.portfolio.foresight.fitted import restored, stored
from negoce.portfolio.foresight.fitting import fit_team
from negoce.portfolio.foresight.histories import histories_of
from negoce.portfolio.foresight.level import UNTOUCHED, fit_level
from negoce.portfolio.foresight.predict import predict, predict_with_levels
from negoce.portfolio.foresight.returns import fit_returns
from negoce.portfolio.foresight.season import NO_SEASON
from negoce.portfolio.foresight.silences import Pace, paces, silences
from negoce.portfolio.foresight.still_there import fit_still_there
from negoce.portfolio.rules.rhythm import rhythm_of
from negoce.portfolio.rules.thresholds import Thresholds
from tests.portfolio.foresight.worlds import BEGIN, END, portfolio

DAYS = 700
LAST = BEGIN + DAYS


@pytest.fixture(scope="module")
def leaving():
    """Every customer leaves after a purchase one time in five, and else orders again about every 30 days."""
    return portfolio(900, days=DAYS, leaves=0.2)


@pytest.fixture(scope="module")
def there(leaving):
    return fit_still_there(leaving, LAST)


def test_the_pace_is_the_cadence_of_the_status(leaving):
    found = paces(leaving, Pace())
    told = []
    for place in range(leaving.size):
        days = leaving.days[leaving.starts[place] : leaving.starts[place + 1]]
        rhythm = rhythm_of([date.fromordinal(day) for day in days.tolist()], Thresholds())
        told.append(max(float(rhythm.paces), 30.0))
    assert found.tolist() == told


def test_silences_by_hand():
    day = BEGIN + 400
    known = histories_of(np.array([1, 1, 1, 2]), np.array([0, 40, 60, 300]) + BEGIN, np.full(4, 100.0))
    found = silences(known, day, Pace())
    # The first began before the year that is looked at, and is met when it had lasted 35 days of its 40.
    assert found.begin.tolist() == [35 / 90, 0.0, 0.0, 0.0]
    assert found.end.tolist() == [40 / 90, 20 / 90, 340 / max(median([40, 20]), 30), 100 / 90]
    assert found.ended.tolist() == [True, True, False, False]
    assert found.stratum.tolist() == [0, 1, 1, 0]


def test_in_bulk_as_for_one_customer(leaving, there):
    found = there.returns.comes_back(leaving, LAST)
    unit = paces(leaving, there.returns.pace)
    for place in range(0, leaving.size, 50):
        law = there.returns.laws[min(int(np.searchsorted((1, 3), leaving.counts[place])), 2)]
        told = law.comes_back(float(LAST - leaving.last[place]), float(unit[place]))
        assert found[place] == pytest.approx(told)


def test_who_keeps_silent_is_less_and_less_a_customer(there):
    law = there.returns.laws[2]
    told = [law.comes_back(silence, 30.0) for silence in (0, 60, 120, 240, 480)]
    assert told == sorted(told, reverse=True)
    assert told[0] > 0.6
    assert told[-1] < 0.3


def test_what_was_said_on_a_past_day_is_what_came(leaving, there):
    check = there.check
    assert check.days == (LAST - leaving.days.min()) // 2
    assert check.day == LAST - check.days
    assert check.said == pytest.approx(check.came, abs=0.06)
    assert check.error < 0.08


def test_a_portfolio_whose_dropout_vanishes_is_told_by_the_curve():
    """Everybody comes at regular times until they stop: BG/NBD takes the long silent for customers or does not hold."""
    rows = [(who, BEGIN + day) for who in range(400) for day in range(who % 30, 500 if who % 2 else 200, 30)]
    customer, day = (np.array(each) for each in zip(*rows, strict=True))
    known = histories_of(customer, day, np.full(len(day), 100.0))
    found = fit_still_there(known, BEGIN + 500)
    alive = found.p_alive(known, BEGIN + 500)
    assert alive[known.customers % 2 == 1].min() > 0.8
    assert alive[known.customers % 2 == 0].max() < 0.3


def test_long_silence_lowers_the_value(leaving, there):
    fitted = fit_team(leaving, LAST, season=NO_SEASON, still_there=there)
    found = predict(leaving, LAST, fitted)
    silent = LAST - leaving.last > 240
    assert found.p_alive[silent].mean() < 0.3 < 0.4 < found.p_alive[~silent].mean()
    assert (found.p_order_90 <= found.p_alive + 1e-12).all()
    assert found.value[silent].sum() < 0.1 * found.value.sum()
    again = restored(json.loads(json.dumps(stored(fitted))))
    assert stored(again) == stored(fitted)
    assert np.array_equal(predict(leaving, LAST, again).value, found.value)


def test_one_customer_alone_as_among_all(leaving, there):
    fitted = fit_team(leaving, LAST, season=NO_SEASON, still_there=there)
    among, levels = predict_with_levels(leaving, LAST, fitted)
    for place in (0, 17, 400):
        mine = slice(leaving.starts[place], leaving.starts[place + 1])
        alone = histories_of(np.full(leaving.counts[place], 5), leaving.days[mine], leaving.worth[mine])
        found = predict(alone, LAST, fitted, levels=levels)
        for name in ("p_alive", "p_order_90", "expected_90", "expected_90_low", "expected_90_high", "value"):
            assert getattr(found, name)[0] == pytest.approx(getattr(among, name)[place]), name


def test_too_short_a_past_says_nothing_of_itself():
    short = portfolio(300, days=60)
    found = fit_still_there(short, BEGIN + 60)
    assert found.check is None
    assert found.model is None
    assert fit_level(short, BEGIN + 60) == UNTOUCHED


def test_totals_that_were_right_are_not_corrected():
    assert fit_level(portfolio(400, days=700), LAST, season=NO_SEASON).factor == 1.0


def test_totals_that_were_wrong_again_and_again_are_corrected():
    """Each customer slows down as it ages: the totals are too high on every past day."""
    draw = np.random.default_rng(5)
    rows = []
    for who in range(600):
        day, gap = float(draw.uniform(0, 600)), 8.0
        while day < DAYS:
            rows.append((who, BEGIN + int(day)))
            day += gap * draw.gamma(20, 1 / 20)
            gap *= 1.35
    customer, day_of = (np.array(each) for each in zip(*rows, strict=True))
    level = fit_level(histories_of(customer, day_of, np.full(len(day_of), 100.0)), LAST, season=NO_SEASON)
    assert level.factor < 0.9
    assert level.corrected < level.without


def test_a_silence_of_a_single_purchase_has_its_own_law():
    known = portfolio(900, days=DAYS, leaves=0.2)
    once = histories_of(np.arange(10_000, 12_000), BEGIN + np.arange(2_000) % DAYS, np.full(2_000, 100.0))
    both = histories_of(
        np.concatenate([known.customers[known.owner], once.customers]),
        np.concatenate([known.days, once.days]),
        np.concatenate([known.worth, once.worth]),
    )
    laws = fit_returns(both, LAST, Pace()).laws
    assert laws[0].comes_back(30, 90) < 0.5 < 0.6 < laws[2].comes_back(30, 90)
    assert END < LAST
