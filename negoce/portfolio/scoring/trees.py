"""Gradient boosting: learned by scikit-learn in a job; trees are kept as arrays, read and explained without it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from negoce.portfolio.foresight.forest import Forest, grown
from negoce.portfolio.scoring.columns import Kind
from negoce.portfolio.scoring.frame import Floats, Frame, Ints

# Chosen by cross-validation on two real files (docs/decisions/0029-scores-learned-from-outcomes.md).
_ROUNDS, _LEAVES, _LEAST_IN_LEAF, _RATE, _SHRINKAGE, _SHARE = 200, 16, 30, 0.04, 5.0, 0.25
_BLOCK = 20_000
# Where nothing is told: left of every number.
_NOTHING = -1e16
_PRIOR = 20.0


@dataclass(frozen=True, slots=True)
class Inputs:
    """How columns become inputs of trees: `owner` says whose column an input is, `codes` how levels are numbered.

    `codes` has an entry a column: the number of each level (a share of good outcomes) or None; then, with `apart`,
    each level is an input of its own. `middles`: what a number is when nothing is told and none was ever blank.
    """

    apart: bool
    codes: tuple[tuple[float, ...] | None, ...]
    middles: tuple[float, ...]
    owner: Ints

    def rows(self, frame: Frame) -> Floats:
        found = []
        for column, values, codes, middle in zip(
            frame.columns, frame.values, self.codes, self.middles, strict=True
        ):
            if column.kind is not Kind.LEVEL:
                found.append(np.where(np.isnan(values), middle, values)[:, None])
            elif codes is not None:
                found.append(np.array(codes)[values.astype(np.int64)][:, None])
            else:
                found.append((values[:, None] == np.arange(len(column.levels) + 1)).astype(np.float64))
        return np.hstack(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trees(Forest):
    """`value` of a leaf is what it adds; of another node, the mean of its leaves over the rows that taught it."""

    inputs: Inputs

    def parts(self, frame: Frame) -> tuple[float, Floats]:
        """The log-odds of the average row, and what each column adds: the steps of value along each row's path."""
        rows = self.inputs.rows(frame)
        added = np.zeros((frame.size, len(frame.columns)))
        for start in range(0, len(rows), _BLOCK):
            self._walk(rows[start : start + _BLOCK], added[start : start + _BLOCK])
        return self.baseline + float(self.value[self.roots].sum()), added

    def _walk(self, rows: Floats, added: Floats) -> None:
        every = np.arange(len(rows))
        owner = self.inputs.owner[self.column]
        for root in self.roots:
            node = np.full(len(rows), root)
            for _ in range(self.depth):
                right = rows[every, self.column[node]] > self.threshold[node]
                after = np.where(right, self.right[node], self.left[node])
                added[every, owner[node]] += self.value[after] - self.value[node]
                node = after

    def log_odds(self, frame: Frame) -> Floats:
        """The log-odds of each row."""
        return self.sums(self.inputs.rows(frame))


def fit_trees(frame: Frame, good: Ints, *, seed: int) -> Trees:
    """Trees for the log-loss; even seeds number levels, odd ones take each apart, so that both are heard.

    Imports scikit-learn: only jobs and commands call it.
    """
    from sklearn.ensemble import HistGradientBoostingClassifier

    from negoce.portfolio.foresight.threads import one_thread

    inputs = level_inputs(frame, good, apart=seed % 2 == 1)
    learner = HistGradientBoostingClassifier(
        learning_rate=_RATE, max_iter=_ROUNDS, max_leaf_nodes=_LEAVES, l2_regularization=_SHRINKAGE,
        min_samples_leaf=min(_LEAST_IN_LEAF, max(5, frame.size // 40)), max_features=_SHARE,
        early_stopping=False, random_state=seed,
    )  # fmt: skip
    with one_thread():
        learned = learner.fit(inputs.rows(frame), good)
    found = grown(learned)
    left, right = found.parts["left"], found.parts["right"]
    means = _means(found.value, found.counts, left, right, found.leaf)
    return Trees(**found.parts, inputs=inputs, value=means)


def _means(value: Floats, count: Floats, left: Ints, right: Ints, leaf: Floats) -> Floats:
    """Children stand after their parent: from the last node back, each is the mean of its two."""
    found = value.copy()
    for node in range(len(found) - 1, -1, -1):
        if not leaf[node]:
            one, two = left[node], right[node]
            found[node] = (found[one] * count[one] + found[two] * count[two]) / (count[one] + count[two])
    return found


def level_inputs(frame: Frame, good: Ints, *, apart: bool) -> Inputs:
    """How these columns become inputs: levels numbered by their share of good outcomes, or each taken `apart`."""
    codes: list[tuple[float, ...] | None] = []
    middles, owner = [], []
    mean = float(good.mean())
    for place, (column, values) in enumerate(zip(frame.columns, frame.values, strict=True)):
        middle, code, width = 0.0, None, 1
        if column.kind is not Kind.LEVEL:
            nothing = np.isnan(values)
            middle = _NOTHING if nothing.any() else float(np.median(values))
        elif apart:
            width = len(column.levels) + 1
        else:
            seen = np.bincount(values.astype(np.int64), minlength=len(column.levels) + 1)
            won = np.bincount(values.astype(np.int64), good, minlength=len(column.levels) + 1)
            code = tuple(map(float, (won + _PRIOR * mean) / (seen + _PRIOR)))
        codes.append(code)
        middles.append(middle)
        owner += [place] * width
    return Inputs(apart, tuple(codes), tuple(middles), np.array(owner, dtype=np.int64))
