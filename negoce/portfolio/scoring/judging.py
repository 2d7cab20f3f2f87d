"""How good probabilities are: order, truth, lift."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from negoce.portfolio.scoring.frame import Floats, Ints
from negoce.portfolio.scoring.leaks import area
from negoce.portfolio.scoring.scorer import level_of, loss


@dataclass(frozen=True, slots=True)
class Tenth:
    """A tenth of the rows, the most likely first: how many, what was said on average, what came."""

    rows: int
    said: float
    came: float


@dataclass(frozen=True, slots=True)
class Judged:
    """`auc`: 0.5 is chance, 1 is perfect; `brier` and `log_loss`: smaller is truer; `gap`: mean |said − came|.

    `right`: the share told on the right side of one half. `slope`: 1 is true, less is too sure, more too shy.
    `lift_10` and `lift_20`: how many times more good outcomes among the first tenth and fifth than among all.
    """

    auc: float
    brier: float
    log_loss: float
    gap: float
    right: float
    slope: float
    lift_10: float
    lift_20: float
    tenths: tuple[Tenth, ...]


def judge(told: Floats, good: Ints) -> Judged:
    """Compare what was told with what came."""
    order = np.argsort(-told, kind="stable")
    tenths = tuple(
        Tenth(len(part), float(told[part].mean()), float(good[part].mean()))
        for part in np.array_split(order, 10)
        if len(part)
    )
    sure = np.clip(told, 1e-6, 1 - 1e-6)
    gap = sum(each.rows * abs(each.said - each.came) for each in tenths) / len(good)
    return Judged(
        auc=area(told, good),
        brier=float(np.mean((told - good) ** 2)),
        log_loss=loss(sure, good),
        gap=gap,
        right=float(np.mean((told > 0.5) == (good == 1))),
        slope=level_of(np.log(sure / (1 - sure)), good).slope,
        lift_10=_lift(good[order], 0.1),
        lift_20=_lift(good[order], 0.2),
        tenths=tenths,
    )


def mean_of(runs: list[Judged]) -> Judged:
    """The mean of several repetitions, tenth by tenth."""
    tenths = tuple(
        Tenth(each[0].rows, _mean([part.said for part in each]), _mean([part.came for part in each]))
        for each in zip(*(run.tenths for run in runs), strict=True)
    )
    names = ("auc", "brier", "log_loss", "gap", "right", "slope", "lift_10", "lift_20")
    return Judged(**{name: _mean([getattr(run, name) for run in runs]) for name in names}, tenths=tenths)


def _lift(good: Ints, share: float) -> float:
    first = max(1, round(len(good) * share))
    return float(good[:first].mean() / good.mean())


def _mean(values: list[float]) -> float:
    return float(np.mean(values))
