"""How far what was foreseen is from what came."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.stats import rankdata

from negoce.portfolio.foresight.histories import Flags
from negoce.portfolio.foresight.summary import Floats

_DECILES = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """A tenth of the customers, by probability: how many, what was said, what came, shares from 0 to 1."""

    customers: int
    said: float
    came: float


@dataclass(frozen=True, slots=True)
class Scores:
    """`mae`, `rmse` in orders a customer; `bias` of the total, 0.1 for a tenth too many; `auc`, `ece` of p_order.

    `covered` is the share of customers inside their interval, None for a candidate without one. `auc` is None when
    everybody or nobody ordered, `bias` when nobody did.
    """

    mae: float
    rmse: float
    bias: float | None
    auc: float | None
    ece: float
    covered: float | None
    bins: tuple[Bin, ...]


def score(
    came: Floats, expected: Floats, p_order: Floats, interval: tuple[Floats, Floats] | None = None
) -> Scores:
    """Compares orders that came with the number and the chance foreseen. Raises ValueError without a customer."""
    if not len(came):
        raise ValueError("no_customer")
    apart = expected - came
    total = float(came.sum())
    error, bins = calibration(came > 0, p_order)
    covered = None
    if interval is not None:
        covered = float(np.mean((came >= interval[0]) & (came <= interval[1])))
    return Scores(
        mae=float(np.abs(apart).mean()),
        rmse=float(np.sqrt((apart**2).mean())),
        bias=float(expected.sum()) / total - 1 if total else None,
        auc=_auc(came > 0, p_order),
        ece=error,
        covered=covered,
        bins=bins,
    )


def calibration(ordered: Flags, said: Floats) -> tuple[float, tuple[Bin, ...]]:
    """Mean distance of what was said and what came over tenths of the customers by what was said; these tenths."""
    bins = _deciles(ordered, said)
    return sum(each.customers * abs(each.said - each.came) for each in bins) / len(said), bins


def _deciles(ordered: Flags, p_order: Floats) -> tuple[Bin, ...]:
    parts = np.array_split(np.argsort(p_order, kind="stable"), _DECILES)
    return tuple(
        Bin(len(part), float(p_order[part].mean()), float(ordered[part].mean()))
        for part in parts
        if len(part)
    )


def _auc(ordered: Flags, p_order: Floats) -> float | None:
    yes = int(ordered.sum())
    no = len(ordered) - yes
    if not yes or not no:
        return None
    ranks = rankdata(p_order)
    return float((ranks[ordered].sum() - yes * (yes + 1) / 2) / (yes * no))
