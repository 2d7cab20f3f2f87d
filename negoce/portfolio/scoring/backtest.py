"""Repeated stratified cross-validation: every row is told by a scorer that never saw it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from negoce.portfolio.scoring.frame import Floats, Frame, Ints
from negoce.portfolio.scoring.judging import Judged, judge, mean_of
from negoce.portfolio.scoring.scorer import Family, fit_scorer, folds

PARTS, _MANY_ROWS = 5, 15_000


@dataclass(frozen=True, slots=True)
class Backtest:
    """What each family was worth, and the whole procedure (`kept`, its choice included); how often each was chosen.

    `told` is what the procedure said of each row, which it had not seen; of the last repetition.
    """

    families: Mapping[Family, Judged]
    kept: Judged
    chosen: Mapping[Family, int]
    repeats: int
    told: Floats


def usual_repeats(rows: int) -> int:
    """Twice, or once where rows are so many that chance is small."""
    return 1 if rows > _MANY_ROWS else 2


def backtest(
    frame: Frame,
    good: Ints,
    *,
    repeats: int = 0,
    groups: Ints | None = None,
    forest: bool = False,
    progress: Callable[[int, int], object] | None = None,
) -> Backtest:
    """Judge the scorer on rows it has not seen. Levels and the choice of a family are learned inside each part;
    rows of one of the `groups` are never on both sides. `forest`: as for `fit_scorer`."""
    runs: dict[str, list[Judged]] = {}
    chosen: Counter[Family] = Counter()
    times = repeats or usual_repeats(len(good))
    for repeat in range(times):
        told: dict[str, Floats] = {}
        for at, fold in enumerate(folds(good, PARTS, 100 + repeat, groups)):
            known, unknown = np.flatnonzero(~fold), np.flatnonzero(fold)
            scorer = fit_scorer(
                frame.take(known), good[known],
                seed=repeat, groups=None if groups is None else groups[known], forest=forest,
            )  # fmt: skip
            chosen[scorer.family] += 1
            said: dict[str, Floats] = dict(scorer.told(frame.take(unknown)).items())
            said["kept"] = said[scorer.family]
            for name, values in said.items():
                told.setdefault(name, np.zeros(len(good)))[unknown] = values
            if progress is not None:
                progress(repeat * PARTS + at + 1, times * PARTS)
        for name, values in told.items():
            runs.setdefault(name, []).append(judge(values, good))
    return Backtest(
        families={family: mean_of(runs[family]) for family in Family if family in runs},
        kept=mean_of(runs["kept"]),
        chosen=dict(chosen),
        repeats=times,
        told=told["kept"],
    )


def split_often(
    frame: Frame,
    good: Ints,
    *,
    times: int,
    forest: bool = False,
    progress: Callable[[int, int], object] | None = None,
) -> Sequence[Judged]:
    """Learn from seven tenths of the rows, drawn anew each time, and judge what is told of the rest: how much one
    file that is set aside depends on chance."""
    found = []
    for seed in range(times):
        tenths = folds(good, 10, 1_000 + seed)
        fold = tenths[0] | tenths[1] | tenths[2]
        known, unknown = np.flatnonzero(~fold), np.flatnonzero(fold)
        scorer = fit_scorer(frame.take(known), good[known], seed=seed, forest=forest)
        found.append(judge(scorer.probabilities(frame.take(unknown)), good[unknown]))
        if progress is not None:
            progress(seed + 1, times)
    return found
