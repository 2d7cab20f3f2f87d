"""Candidates judged on what came after, and the season."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from negoce.portfolio.foresight.backtest import BASELINES, MODELS, backtest, choose, usual_cuts
from negoce.portfolio.foresight.fitted import BG, BLEND, BOOSTING, MBG, PARETO
from negoce.portfolio.foresight.histories import histories_of
from negoce.portfolio.foresight.scores import score
from negoce.portfolio.foresight.season import NO_SEASON, declared_season, own_season
from tests.portfolio.foresight.worlds import BEGIN, END, portfolio


@pytest.fixture(scope="module")
def cuts():
    return list(backtest(portfolio(), [END - 90]))


def test_every_candidate_is_scored(cuts):
    (cut,) = cuts
    assert [line.candidate for line in cut.lines] == [*BASELINES, *MODELS]
    assert cut.came > 0
    for line in cut.lines:
        assert line.scores.mae <= line.scores.rmse
        assert 0 <= line.scores.ece <= 1


def test_the_model_kept_has_the_least_error(cuts):
    choice = choose(cuts)
    assert dict(choice.others)[choice.kind] == choice.score
    assert {kind for kind, _ in choice.others} == {BG, MBG, PARETO, BOOSTING, BLEND}
    assert choose([]) is None


def test_a_cut_without_enough_repeat_customers_is_left_out():
    assert list(backtest(portfolio(), [BEGIN + 5])) == []


def test_usual_cuts_leave_a_whole_horizon():
    days = usual_cuts(portfolio(), END, 90)
    assert days == [END - 180, END - 150, END - 120, END - 90]


def test_scores_by_hand():
    found = score(np.array([0.0, 2.0]), np.array([1.0, 1.0]), np.array([0.2, 0.6]), (np.zeros(2), np.ones(2)))
    assert (found.mae, found.rmse, found.bias, found.auc, found.covered) == (1, 1, 0, 1, 0.5)
    assert found.ece == pytest.approx((0.2 + 0.4) / 2)
    assert score(np.zeros(2), np.ones(2), np.ones(2)).auc is None


def test_a_declared_season_says_how_much_more():
    season = declared_season({month: 2.0 if month == 12 else 1.0 for month in range(1, 13)})
    first = date(2025, 12, 1).toordinal()
    assert season.ratio(first, 31, 30) == pytest.approx(2)
    with pytest.raises(ValueError, match="months"):
        declared_season({1: 1.0})


def test_days_that_sold_more_last_year_weigh_on_those_to_come():
    """December sold half as much again, then a flat year: of the autumn, it says that it rises."""
    draw = np.random.default_rng(5)
    begin = date(2024, 12, 1).toordinal()
    days = np.concatenate(
        [np.repeat(begin + day, draw.poisson(60 if day < 24 else 40)) for day in range(285)]
    )
    order = np.arange(len(days))
    customer = np.where(
        order % 10 == 0, 10_000 + order, order % 3_000
    )  # a tenth of the orders are first ones
    known = histories_of(customer, days, np.ones(len(days)))
    today = begin + 285
    season = own_season(known, today)
    assert season.own
    assert 1.03 < season.ratio(today, 90) < 1.4


def test_a_portfolio_that_nobody_joins_has_no_season_of_its_own():
    draw = np.random.default_rng(5)
    customer = np.repeat(np.arange(400), 6)
    known = histories_of(
        customer, BEGIN + draw.integers(0, 30, 2_400) + np.tile(np.arange(6) * 40, 400), np.ones(2_400)
    )
    assert own_season(known, BEGIN + 300) == NO_SEASON


def test_beside_a_rule_that_is_never_wrong_the_score_stays_finite(cuts):
    """Nobody orders and the naive rule says so: its errors are 0, a ratio to them says nothing."""
    quiet = [
        replace(
            cut,
            lines=tuple(
                replace(line, scores=replace(line.scores, mae=0.0, rmse=0.0))
                if line.candidate in BASELINES
                else line
                for line in cut.lines
            ),
        )
        for cut in cuts
    ]
    assert choose(quiet).score < 1_000
