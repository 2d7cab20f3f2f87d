"""Rows that are alike in every column: on both sides of a cross-validation, they make it look better than it is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from negoce.portfolio.scoring.frame import Frame, Ints


@dataclass(frozen=True, slots=True)
class Twins:
    """`groups`: the same number for rows that are alike; `rows`: how many have another like them; `agree`: the share of
    pairs of twins with the same outcome."""

    groups: Ints
    rows: int
    agree: float


def find_twins(frame: Frame, good: Ints) -> Twins:
    """Rows that no column tells apart."""
    cells = np.nan_to_num(np.column_stack(frame.values), nan=-1e18)
    groups = np.unique(cells, axis=0, return_inverse=True)[1].reshape(-1).astype(np.int64)
    sizes, wins = np.bincount(groups), np.bincount(groups, good)
    pairs = sizes * (sizes - 1) / 2
    alike = wins * (wins - 1) / 2 + (sizes - wins) * (sizes - wins - 1) / 2
    share = float(alike.sum() / pairs.sum()) if pairs.any() else 0.0
    return Twins(groups, int(sizes[sizes > 1].sum()), share)
