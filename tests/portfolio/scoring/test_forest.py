"""A forest for few rows: read as scikit-learn reads it, left aside for many; rows that are alike are found."""

from __future__ import annotations

import numpy as np

from negoce.portfolio.scoring import forest, scorer
from negoce.portfolio.scoring.columns import choose_columns
from negoce.portfolio.scoring.frame import Frame, Ints, frame_of
from negoce.portfolio.scoring.judging import judge
from negoce.portfolio.scoring.outcomes import read_outcome
from negoce.portfolio.scoring.scorer import Family
from negoce.portfolio.scoring.twins import find_twins
from tests.portfolio.scoring.worlds import leads


def _world(count: int) -> tuple[Frame, Ints]:
    table = leads(count)
    outcome = read_outcome(table["Converted"])
    choice = choose_columns(table, outcome, outcome_name="Converted", key="Lead id")
    return frame_of(choice.used, table, outcome.rows), outcome.good


def test_a_forest_read_as_scikit_learn_reads_it():
    from sklearn.ensemble import ExtraTreesClassifier

    frame, good = _world(220)
    ours = forest.fit_forest(frame, good)
    rows = ours.inputs.rows(frame)
    theirs = ExtraTreesClassifier(
        n_estimators=forest._TREES, min_samples_leaf=forest._LEAST_IN_LEAF, max_features=forest._SHARE,
        random_state=0,
    ).fit(rows, good)  # fmt: skip
    expected = (theirs.predict_proba(rows)[:, 1] - 0.5) * forest._STRETCH
    np.testing.assert_allclose(ours.log_odds(frame), expected, atol=1e-9)


def test_a_forest_is_for_few_rows_alone(monkeypatch):
    frame, good = _world(220)
    monkeypatch.setattr(scorer, "MOST_ROWS", 219)
    assert scorer.fit_scorer(frame, good, forest=True).models.forest is None


def test_the_mean_is_left_for_what_is_truer_by_more_than_chance():
    even = np.random.default_rng(0).random(400)
    by_chance = even + np.where(np.arange(400) % 2 == 0, 1.0, -1.01)
    assert scorer._best({Family.FOREST: by_chance, Family.BLEND: even}) is Family.BLEND
    assert scorer._best({Family.FOREST: even - 0.1, Family.BLEND: even}) is Family.FOREST
    assert scorer._best({Family.FOREST: even, Family.BLEND: even - 0.1}) is Family.BLEND
    assert scorer._best({Family.LOGISTIC: even - 0.001, Family.BOTH: even}) is Family.LOGISTIC


def test_rows_that_are_alike():
    table = {"a": ["x", "x", "x", "y", "z"] * 50, "n": ["t"] * 125 + ["u"] * 125}
    good = np.array([1, 1, 0, 0, 1] * 50)
    outcome = read_outcome([str(each) for each in good])
    columns = choose_columns(table, outcome, outcome_name="").used
    found = find_twins(frame_of(columns, table, outcome.rows), good)
    assert (found.rows, len(set(found.groups.tolist()))) == (250, 6)
    few = frame_of(columns, {"a": ["x", "x", "x", "y", "z"], "n": ["t"] * 5})
    told = find_twins(few, np.array([1, 1, 0, 0, 1]))
    assert (told.groups.tolist()[:3], told.rows, round(told.agree, 6)) == ([told.groups[0]] * 3, 3, 0.333333)
    assert find_twins(frame_of(columns, {"a": ["x", "y"], "n": ["t", "t"]}), np.array([1, 0])).agree == 0


def test_how_often_the_right_side_is_told_and_how_surely():
    told = judge(np.array([0.9, 0.8, 0.3, 0.6] * 50), np.array([1, 1, 0, 0] * 50))
    assert told.right == 0.75
    draw = np.random.default_rng(0)
    odds = draw.normal(size=4_000)
    good = (draw.random(4_000) < 1 / (1 + np.exp(-odds))).astype(int)
    assert round(judge(1 / (1 + np.exp(-2 * odds)), good).slope, 1) == 0.5
