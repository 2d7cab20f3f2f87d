"""From purchases to what follows: every figure finite, nothing of the future seen, the same after storing."""

from __future__ import annotations

import json
from dataclasses import fields

import numpy as np
import pytest

from negoce.portfolio.foresight.fitted import BG, BLEND, PARETO, Outdated, restored, stored
from negoce.portfolio.foresight.fitting import TOO_LITTLE_PAST, NotEnough, fit_team
from negoce.portfolio.foresight.histories import histories_of
from negoce.portfolio.foresight.learning import lessons
from negoce.portfolio.foresight.predict import predict
from tests.portfolio.foresight.worlds import BEGIN, END, portfolio


@pytest.fixture(scope="module")
def world():
    return portfolio()


@pytest.fixture(scope="module")
def fitted(world):
    return fit_team(world, END)


def test_every_figure_has_a_meaning(world, fitted):
    found = predict(world, END, fitted)
    assert fitted.kind == BLEND
    assert all(np.isfinite(getattr(found, field.name)).all() for field in fields(found))
    assert ((found.p_alive >= 0) & (found.p_alive <= 1)).all()
    assert ((found.p_order_90 >= 0) & (found.p_order_90 <= 1)).all()
    assert (found.expected_90_low <= found.expected_90_high).all()
    assert (found.expected_30 <= found.expected_365).all()
    assert (found.value >= 0).all()
    foreseen = found.next_order > 0
    assert (found.next_order[foreseen] >= END).all()
    assert (found.next_order_from[foreseen] <= found.next_order[foreseen]).all()
    assert (found.next_order[foreseen] <= found.next_order_until[foreseen]).all()


def test_a_stored_fit_foresees_the_same_without_scikit_learn(world, fitted):
    again = restored(json.loads(json.dumps(stored(fitted))))
    before, after = predict(world, END, fitted), predict(world, END, again)
    for field in fields(before):
        assert np.array_equal(getattr(before, field.name), getattr(after, field.name)), field.name


def test_trees_read_from_arrays_say_what_scikit_learn_says(world):
    from sklearn.ensemble import HistGradientBoostingRegressor

    from negoce.portfolio.foresight import boosting

    taught = lessons(world, END)
    trees = boosting.fit_boosting(taught.rows, taught.target, taught.weights)
    own = HistGradientBoostingRegressor(
        loss="poisson",
        learning_rate=boosting._RATE,
        max_iter=boosting._TREES,
        max_leaf_nodes=boosting._LEAVES,
        min_samples_leaf=min(boosting._LEAST_IN_LEAF, max(5, len(taught.rows) // 20)),
        l2_regularization=boosting._SHRINKAGE,
        max_features=0.5,
        max_bins=boosting._BINS,
        early_stopping=False,
        random_state=0,
    ).fit(taught.rows, taught.target, sample_weight=taught.weights)
    assert trees.predict(taught.rows) == pytest.approx(own.predict(taught.rows), rel=1e-9)


def test_what_comes_later_is_not_seen(world):
    day = END - 90
    then, _ = world.before(day)
    assert then.days.max() < day
    changed = histories_of(
        np.append(world.customers[world.owner], 1),
        np.append(world.days, day + 5),
        np.append(world.worth, 9e9),
    )
    again, _ = changed.before(day)
    assert stored(fit_team(then, day)) == stored(fit_team(again, day))


def test_fewer_than_a_hundred_repeat_customers(world):
    few = histories_of(np.arange(1, 200), np.full(199, BEGIN), np.full(199, 100.0))
    with pytest.raises(NotEnough):
        fit_team(few, END)


def test_a_short_past_falls_back_on_probability():
    short = portfolio(600, days=40, leaves=0.01)
    fitted = fit_team(short, BEGIN + 40)
    assert fitted.kind == PARETO
    assert TOO_LITTLE_PAST in fitted.findings
    assert np.isfinite(predict(short, BEGIN + 40, fitted).expected_90).all()


def test_who_bought_once_long_ago_is_not_taken_for_a_customer(world):
    fitted = fit_team(world, END, kind=BG)
    known = histories_of(np.array([1, 2]), np.array([END - 290, END - 2]), np.array([1e4, 1e4]))
    found = predict(known, END, fitted)
    assert fitted.kind == BG
    assert found.p_alive[0] < found.p_alive[1] < 1


def test_nobody_to_foresee(fitted):
    nobody = histories_of(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64), np.zeros(0))
    assert predict(nobody, END, fitted).p_alive.size == 0


def test_a_fit_of_other_code_is_said(fitted):
    with pytest.raises(Outdated):
        restored({**stored(fitted), "version": -1})


def test_odd_customers_stay_finite(fitted):
    rows = [(1, BEGIN, -5e6), *((2, BEGIN + day, 1e13) for day in range(300)), (3, END - 1, 0.0)]
    customer, day, worth = (np.array(each) for each in zip(*rows, strict=True))
    found = predict(histories_of(customer, day, worth), END, fitted)
    assert all(np.isfinite(getattr(found, field.name)).all() for field in fields(found))
    assert (found.expected_90 <= 90).all()
