"""Extra trees: many deep trees whose splits are drawn by chance; the best of a few hundred rows of levels.

Kept like boosted trees, as a sum of leaves, so that storing, reading and explaining are the same.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from negoce.portfolio.scoring.frame import Frame, Ints
from negoce.portfolio.scoring.trees import Trees, level_inputs

# Above, trees this deep would be slow and heavy, and boosting is as good (docs/decisions/0035-win-probability.md).
MOST_ROWS = 2_000
_TREES, _LEAST_IN_LEAF, _SHARE = 300, 2, 0.15
# A share of good rows as log-odds, in a straight line: 0.9 is 2.2 as it should be, and leaves can be added up.
_STRETCH = 5.5


def fit_forest(frame: Frame, good: Ints) -> Trees:
    """Trees on each level taken apart. Imports scikit-learn: only jobs and commands call it."""
    from sklearn.ensemble import ExtraTreesClassifier

    from negoce.portfolio.foresight.threads import one_thread

    inputs = level_inputs(frame, good, apart=True)
    rows = inputs.rows(frame)
    learner = ExtraTreesClassifier(
        n_estimators=_TREES, min_samples_leaf=_LEAST_IN_LEAF, max_features=_SHARE, random_state=0,
    )  # fmt: skip
    with one_thread():
        learned = learner.fit(rows, good)
    trees: list[Any] = [each.tree_ for each in learned.estimators_]
    sizes = [each.node_count for each in trees]
    roots = np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(np.int64)
    base, itself = np.repeat(roots, sizes), np.arange(sum(sizes))
    left, right, column, threshold, shares = (
        np.concatenate(found)
        for found in zip(
            *(
                (each.children_left, each.children_right, each.feature, each.threshold, each.value[:, 0, 1])
                for each in trees
            ),
            strict=True,
        )
    )
    leaf = left < 0
    return Trees(
        inputs=inputs,
        roots=roots,
        column=np.where(leaf, 0, column).astype(np.int64),
        threshold=np.where(leaf, 0.0, threshold).astype(np.float64),
        left=np.where(leaf, itself, base + left).astype(np.int64),
        right=np.where(leaf, itself, base + right).astype(np.int64),
        value=(shares - 0.5) * _STRETCH / _TREES,
        baseline=0.0,
        depth=max(each.max_depth for each in trees),
    )
