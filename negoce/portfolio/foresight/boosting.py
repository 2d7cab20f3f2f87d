"""Gradient boosting, learned by scikit-learn in a job; the trees are kept as arrays and read without it."""

from __future__ import annotations

import numpy as np

from negoce.portfolio.foresight.forest import Forest, grown
from negoce.portfolio.foresight.summary import Floats

_TREES, _LEAVES, _LEAST_IN_LEAF, _RATE, _SHRINKAGE = 150, 6, 200, 0.05, 5.0
# Finding 255 bounds among weighted rows would cost as much as learning.
_BINS = 64


class Trees(Forest):
    """Those of a Poisson loss."""

    __slots__ = ()

    def predict(self, rows: Floats) -> Floats:
        """Orders relative to the mean customer."""
        return np.asarray(np.exp(np.clip(self.sums(rows), -8, 8)))


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
    found = grown(learned)
    return Trees(**found.parts, value=np.where(found.leaf, found.value, 0.0))
