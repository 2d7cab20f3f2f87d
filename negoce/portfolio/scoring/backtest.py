"""Repeated stratified cross-validation: every row is told by a scorer that never saw it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from negoce.portfolio.scoring.frame import Frame, Ints
from negoce.portfolio.scoring.judging import Judged, judge, mean_of
from negoce.portfolio.scoring.scorer import Family, fit_scorer, folds

PARTS, _MANY_ROWS = 5, 15_000


@dataclass(frozen=True, slots=True)
class Backtest:
    """What each family was worth, and the whole procedure (`kept`, its choice included); how often each was chosen."""

    families: Mapping[Family, Judged]
    kept: Judged
    chosen: Mapping[Family, int]
    repeats: int


def usual_repeats(rows: int) -> int:
    """Twice, or once where rows are so many that chance is small."""
    return 1 if rows > _MANY_ROWS else 2


def backtest(
    frame: Frame,
    good: Ints,
    *,
    repeats: int = 0,
    groups: Ints | None = None,
    progress: Callable[[int, int], object] | None = None,
) -> Backtest:
    """Judge the scorer on rows it has not seen. Levels and the choice of a family are learned inside each part;
    rows of one of the `groups` are never on both sides."""
    runs: dict[str, list[Judged]] = {}
    chosen: Counter[Family] = Counter()
    times = repeats or usual_repeats(len(good))
    for repeat in range(times):
        told = {name: np.zeros(len(good)) for name in (*Family, "kept")}
        for at, fold in enumerate(folds(good, PARTS, 100 + repeat, groups)):
            known, unknown = np.flatnonzero(~fold), np.flatnonzero(fold)
            scorer = fit_scorer(
                frame.take(known), good[known], seed=repeat, groups=None if groups is None else groups[known]
            )
            chosen[scorer.family] += 1
            for family, values in scorer.told(frame.take(unknown)).items():
                told[family][unknown] = values
            told["kept"][unknown] = told[scorer.family][unknown]
            if progress is not None:
                progress(repeat * PARTS + at + 1, times * PARTS)
        for name, values in told.items():
            runs.setdefault(name, []).append(judge(values, good))
    return Backtest(
        families={family: mean_of(runs[family]) for family in Family},
        kept=mean_of(runs["kept"]),
        chosen=dict(chosen),
        repeats=times,
    )
