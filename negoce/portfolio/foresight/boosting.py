"""Gradient boosting, learned by scikit-learn in a job; the trees are kept as arrays and read without it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from negoce.portfolio.foresight.summary import Floats, Ints

_TREES, _LEAVES, _LEAST_IN_LEAF, _RATE, _SHRINKAGE = 150, 6, 200, 0.05, 5.0
# Finding 255 bounds among weighted rows would cost as much as learning.
_BINS = 64
_BLOCK = 20_000


@dataclass(frozen=True, slots=True)
class Trees:
    """All nodes of all trees one after another: a leaf has itself as both children; `roots` begins each tree."""

    roots: Ints
    column: Ints
    threshold: Floats
    left: Ints
    right: Ints
    value: Floats
    baseline: float
    depth: int

    def predict(self, rows: Floats) -> Floats:
        """Orders relative to the mean customer."""
        return np.concatenate(
            [self._block(rows[start : start + _BLOCK]) for start in range(0, len(rows), _BLOCK)]
            or [np.zeros(0)]
        )

    def _block(self, rows: Floats) -> Floats:
        total = np.full(len(rows), self.baseline)
        every = np.arange(len(rows))
        cells = np.ascontiguousarray(
            rows.T
        ).ravel()  # a column after another: one look-up a step instead of two
        offset = self.column * len(rows)
        children = np.column_stack([self.left, self.right]).ravel()
        for root in self.roots:
            node = np.full(len(rows), root)
            for _ in range(self.depth):
                goes_right = cells.take(offset.take(node) + every) > self.threshold.take(node)
                node = children.take(2 * node + goes_right)
            total += self.value.take(node)
        return np.asarray(np.exp(np.clip(total, -8, 8)))


def fit_boosting(rows: Floats, target: Floats, weights: Floats) -> Trees:
    """Trees for a Poisson loss. Imports scikit-learn: only jobs and commands call it."""
    from sklearn.ensemble import HistGradientBoostingRegressor

    from negoce.portfolio.foresight.threads import one_thread

    learner = HistGradientBoostingRegressor(
        loss="poisson", learning_rate=_RATE, max_iter=_TREES, max_leaf_nodes=_LEAVES,
        min_samples_leaf=min(_LEAST_IN_LEAF, max(5, len(rows) // 20)), l2_regularization=_SHRINKAGE,
        max_features=0.5, max_bins=_BINS, early_stopping=False, random_state=0,
    )  # fmt: skip
    with one_thread():
        learned = learner.fit(rows, target, sample_weight=weights)
    parts = [each[0].nodes for each in learned._predictors]
    sizes = [len(part) for part in parts]
    roots = np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(np.int64)
    nodes = np.concatenate(parts)
    itself = np.arange(len(nodes))
    base = np.repeat(roots, sizes)
    leaf = nodes["is_leaf"].astype(bool)
    return Trees(
        roots=roots,
        column=np.where(leaf, 0, nodes["feature_idx"]).astype(np.int64),
        threshold=np.where(leaf, 0.0, nodes["num_threshold"]).astype(np.float64),
        left=np.where(leaf, itself, base + nodes["left"]).astype(np.int64),
        right=np.where(leaf, itself, base + nodes["right"]).astype(np.int64),
        value=np.where(leaf, nodes["value"], 0.0).astype(np.float64),
        baseline=float(np.ravel(learned._baseline_prediction)[0]),
        depth=int(nodes["depth"].max()),
    )
