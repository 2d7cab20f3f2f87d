"""Trees that scikit-learn grew, kept as arrays and read without it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from negoce.portfolio.foresight.summary import Floats, Ints

_BLOCK = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Forest:
    """All nodes of all trees one after another: a leaf has itself as both children; `roots` begins each tree."""

    roots: Ints
    column: Ints
    threshold: Floats
    left: Ints
    right: Ints
    value: Floats
    baseline: float
    depth: int

    def sums(self, rows: Floats) -> Floats:
        """What the leaves of each row add up to, the baseline among them."""
        found = [self._block(rows[start : start + _BLOCK]) for start in range(0, len(rows), _BLOCK)]
        return np.concatenate(found) if found else np.zeros(0)

    def _block(self, rows: Floats) -> Floats:
        total = np.full(len(rows), self.baseline)
        every = np.arange(len(rows))
        # A column after another: one look-up a step instead of two.
        cells = np.ascontiguousarray(rows.T).ravel()
        offset = self.column * len(rows)
        children = np.column_stack([self.left, self.right]).ravel()
        for root in self.roots:
            node = np.full(len(rows), root)
            for _ in range(self.depth):
                goes_right = cells.take(offset.take(node) + every) > self.threshold.take(node)
                node = children.take(2 * node + goes_right)
            total += self.value.take(node)
        return total


@dataclass(frozen=True, slots=True)
class Grown:
    """The nodes of a learner: `parts` are the fields of a Forest but its values; `counts` the rows of each node."""

    parts: dict[str, Any]
    value: Floats
    counts: Floats
    leaf: Floats


def grown(learned: Any) -> Grown:
    """The trees of a fitted HistGradientBoosting learner of scikit-learn, one after another."""
    trees = [each[0].nodes for each in learned._predictors]
    sizes = [len(each) for each in trees]
    roots = np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(np.int64)
    nodes = np.concatenate(trees)
    base, itself = np.repeat(roots, sizes), np.arange(len(nodes))
    leaf = nodes["is_leaf"].astype(bool)
    parts = {
        "roots": roots,
        "column": np.where(leaf, 0, nodes["feature_idx"]).astype(np.int64),
        "threshold": np.where(leaf, 0.0, nodes["num_threshold"]).astype(np.float64),
        "left": np.where(leaf, itself, base + nodes["left"]).astype(np.int64),
        "right": np.where(leaf, itself, base + nodes["right"]).astype(np.int64),
        "baseline": float(np.ravel(learned._baseline_prediction)[0]),
        "depth": int(nodes["depth"].max()),
    }
    return Grown(parts, nodes["value"].astype(np.float64), nodes["count"].astype(np.float64), leaf)
