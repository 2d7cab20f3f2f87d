"""Maximum likelihood: the published figures of CDNOW, and fits that are not to be trusted."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from scipy.optimize import approx_fprime

from negoce.portfolio.foresight import fit, geometric
from negoce.portfolio.foresight.geometric import Geometric
from negoce.portfolio.foresight.summary import Summary, distinct
from negoce.portfolio.rules.still_customer import OrderLaw, still_customer

CDNOW = Path(__file__).parent / "data" / "cdnow_customers_summary.csv"


@pytest.fixture(scope="module")
def cdnow() -> Summary:
    rows = np.loadtxt(CDNOW, delimiter=",", skiprows=1)
    return Summary(rows[:, 1].copy(), rows[:, 2].copy(), rows[:, 3].copy())


def test_bg_nbd_of_cdnow_to_the_printed_digits(cdnow):
    found = fit.fit_geometric(cdnow)
    model = found.model
    assert found.customers == 2357
    assert [round(each, 3) for each in (model.r, model.alpha, model.a, model.b)] == [
        0.243,
        4.414,
        0.793,
        2.426,
    ]
    assert round(found.log_likelihood, 1) == -9582.4
    assert found.findings == ()


def test_pareto_nbd_of_cdnow(cdnow):
    model = fit.fit_pareto(cdnow).model
    # Fader & Hardie print 0.553, 10.578, 0.606, 11.669.
    assert [round(each, 2) for each in (model.r, model.alpha, model.s, model.beta)] == [
        0.55,
        10.58,
        0.61,
        11.67,
    ]


def test_the_unit_of_time_changes_nothing_but_itself(cdnow):
    weeks, days = fit.fit_geometric(cdnow), fit.fit_geometric(cdnow.scaled(7))
    assert days.model.alpha == pytest.approx(weeks.model.alpha * 7, rel=1e-3)
    assert days.model.a == pytest.approx(weeks.model.a, rel=1e-3)


@pytest.mark.parametrize("leaves_at_first", [False, True])
def test_the_gradient_is_that_of_the_likelihood(cdnow, leaves_at_first):
    some, weights = distinct(cdnow)
    point = np.array([-0.3, 1.2, 0.1, 0.7])
    value, gradient = geometric.log_likelihood(point, some, weights, leaves_at_first=leaves_at_first)
    steps = approx_fprime(
        point,
        lambda at: geometric.log_likelihood(at, some, weights, leaves_at_first=leaves_at_first)[0],
        1e-6,
    )
    assert value < 0
    assert gradient == pytest.approx(steps, rel=1e-3)


def test_in_bulk_as_for_one_customer(cdnow):
    """Parity with the rule R-F2."""
    model = Geometric(0.243, 4.414, 0.793, 2.426)
    law = OrderLaw(0.243, 4.414, 0.793, 2.426)
    alive, expected = model.p_alive(cdnow), model.expected(cdnow, 39.0)
    for place in range(0, cdnow.size, 97):
        one = still_customer(
            law, int(cdnow.repeats[place]), float(cdnow.last[place]), float(cdnow.age[place]), 39
        )
        assert (alive[place], expected[place]) == pytest.approx((one.p_alive, one.expected), rel=1e-9)


def test_a_portfolio_that_nobody_leaves_is_said(cdnow):
    draw = np.random.default_rng(3)
    age = draw.uniform(100, 300, 600)
    repeats = draw.poisson(draw.gamma(2, 1 / 60, 600) * age).astype(float)
    last = np.where(repeats > 0, age * draw.beta(np.maximum(repeats, 1), 1), 0)
    for found in (
        fit.fit_geometric(Summary(repeats, last, age)),
        fit.fit_pareto(Summary(repeats, last, age)),
    ):
        assert fit.DROPOUT_VANISHES in found.findings
        assert np.isfinite(found.model.expected(Summary(repeats, last, age), 90.0)).all()


def test_nobody_can_be_fitted_on():
    with pytest.raises(ValueError, match=fit.EMPTY):
        fit.fit_geometric(Summary(np.zeros(0), np.zeros(0), np.zeros(0)))


def test_customers_alike_are_counted_once(cdnow):
    some, weights = distinct(cdnow)
    assert weights.sum() == cdnow.size
    assert some.size < cdnow.size
    assert (some.repeats @ weights) == cdnow.repeats.sum()
