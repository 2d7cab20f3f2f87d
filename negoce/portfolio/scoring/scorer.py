"""A scorer: families of models fitted, the best kept, its probabilities made true, its reasons told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from negoce.portfolio.scoring.columns import Column
from negoce.portfolio.scoring.forest import MOST_ROWS, fit_forest
from negoce.portfolio.scoring.frame import Floats, Frame, Ints
from negoce.portfolio.scoring.logistic import Logistic, fit_logistic
from negoce.portfolio.scoring.trees import Trees, fit_trees

FOLDS, _MEMBERS, _FARTHEST = 3, 4, 12.0

Masks = npt.NDArray[np.bool_]


class Family(StrEnum):
    """What is compared: a regression, boosted trees, the mean of what both say.

    For few rows, a forest of trees drawn by chance, and the mean of all three.
    """

    LOGISTIC = "logistic"
    BOOSTING = "boosting"
    BOTH = "both"
    FOREST = "forest"
    BLEND = "blend"


@dataclass(frozen=True, slots=True)
class Level:
    """What makes log-odds true: `slope` × log-odds + `shift`."""

    slope: float
    shift: float

    def true(self, log_odds: Floats) -> Floats:
        """Probabilities."""
        return probability(self.slope * log_odds + self.shift)


@dataclass(frozen=True, slots=True)
class Models:
    """The families as fitted on the same rows; `forest` where it was asked for and rows are few."""

    logistic: Logistic
    trees: tuple[Trees, ...]
    forest: Trees | None = None

    @property
    def families(self) -> tuple[Family, ...]:
        """Those that can speak."""
        return tuple(Family) if self.forest else (Family.LOGISTIC, Family.BOOSTING, Family.BOTH)

    def log_odds(self, frame: Frame) -> Mapping[Family, Floats]:
        """What each family says."""
        line = self.logistic.log_odds(frame)
        boosted = np.asarray(np.mean([each.log_odds(frame) for each in self.trees], axis=0))
        found = {Family.LOGISTIC: line, Family.BOOSTING: boosted, Family.BOTH: (line + boosted) / 2}
        if self.forest:
            drawn = self.forest.log_odds(frame)
            found |= {Family.FOREST: drawn, Family.BLEND: (line + boosted + drawn) / 3}
        return found

    def parts(self, frame: Frame, family: Family) -> list[tuple[float, Floats]]:
        """For each model whose mean the family is: the log-odds of the average row, and what each column adds."""
        told = []
        if family in (Family.LOGISTIC, Family.BOTH, Family.BLEND):
            told.append(self.logistic.parts(frame))
        if family in (Family.BOOSTING, Family.BOTH, Family.BLEND):
            boosted = [each.parts(frame) for each in self.trees]
            told.append((_mean(base for base, _added in boosted), np.mean([a for _b, a in boosted], axis=0)))
        if self.forest and family in (Family.FOREST, Family.BLEND):
            told.append(self.forest.parts(frame))
        return told


@dataclass(frozen=True, slots=True)
class Scorer:
    """What was learned of `columns`; `family` is the one believed."""

    columns: tuple[Column, ...]
    models: Models
    levels: Mapping[Family, Level]
    family: Family

    def told(self, frame: Frame) -> Mapping[Family, Floats]:
        """The probability of a good outcome of each row, as each family tells it."""
        return {
            family: self.levels[family].true(odds) for family, odds in self.models.log_odds(frame).items()
        }

    def probabilities(self, frame: Frame) -> Floats:
        """The probability of a good outcome of each row."""
        if self.family is Family.LOGISTIC:
            odds = self.models.logistic.log_odds(frame)
        else:
            odds = self.models.log_odds(frame)[self.family]
        return self.levels[self.family].true(odds)

    def reasons(self, frame: Frame) -> tuple[float, Floats]:
        """The log-odds of the average row, and what each column adds: their sum is the log-odds of the probability."""
        told = self.models.parts(frame, self.family)
        level = self.levels[self.family]
        base = _mean(base for base, _added in told)
        added = np.asarray(np.mean([added for _base, added in told], axis=0))
        return level.slope * base + level.shift, level.slope * added


def fit_scorer(
    frame: Frame, good: Ints, *, seed: int = 0, groups: Ints | None = None, forest: bool = False
) -> Scorer:
    """Fit the families, keep the one whose words out of its own rows were truest, and put its level right.

    `forest`: where rows are few, a forest stands for choice too. Imports scikit-learn: only jobs and commands call it.
    """
    few = forest and len(good) <= MOST_ROWS
    said: dict[Family, Floats] = {}
    for fold in folds(good, FOLDS, seed, groups):
        known = np.flatnonzero(~fold)
        models = _fit(frame.take(known), good[known], forest=few)
        for family, odds in models.log_odds(frame.take(np.flatnonzero(fold))).items():
            said.setdefault(family, np.zeros(len(good)))[fold] = odds
    levels = {family: level_of(odds, good) for family, odds in said.items()}
    best = _best({family: row_losses(levels[family].true(odds), good) for family, odds in said.items()})
    return Scorer(frame.columns, _fit(frame, good, forest=few), levels, best)


def _best(losses: Mapping[Family, Floats]) -> Family:
    """The truest; the mean of all unless another is truer by more than chance (one standard error), for among few rows
    the best of several is mostly the luckiest."""
    best = min(losses, key=lambda family: float(losses[family].mean()))
    if Family.BLEND in losses:
        gained = losses[Family.BLEND] - losses[best]
        if gained.mean() <= gained.std() / np.sqrt(len(gained)):
            return Family.BLEND
    return best


def _fit(frame: Frame, good: Ints, *, forest: bool) -> Models:
    trees = tuple(fit_trees(frame, good, seed=seed) for seed in range(_MEMBERS))
    return Models(fit_logistic(frame, good), trees, fit_forest(frame, good) if forest else None)


def _mean(values: Iterable[float]) -> float:
    return float(np.mean(list(values)))


def folds(good: Ints, count: int, seed: int, groups: Ints | None = None) -> Sequence[Masks]:
    """So many parts (masks of rows), each with the same share of good outcomes.

    Rows of one group, as those of one company on several days, stand in one part: else it would be on both sides.
    """
    names, place = np.unique(np.arange(len(good)) if groups is None else groups, return_inverse=True)
    # Never good, sometimes, always: each is dealt out by itself, so that no part lacks one of the two outcomes.
    best, worst = np.zeros(len(names), dtype=np.int64), np.ones(len(names), dtype=np.int64)
    np.maximum.at(best, place, good)
    np.minimum.at(worst, place, good)
    draw = np.random.default_rng(seed)
    part = np.zeros(len(names), dtype=np.int64)
    for value in (0, 1, 2):
        found = np.flatnonzero(best + worst == value)
        part[draw.permutation(found)] = np.arange(len(found)) % count
    return [part[place] == each for each in range(count)]


def level_of(log_odds: Floats, good: Ints) -> Level:
    """Slope and shift by Newton’s method on the log-loss (Platt); a slope never turns the order round."""
    inputs = np.column_stack([np.clip(log_odds, -_FARTHEST, _FARTHEST), np.ones(len(good))])
    found = np.array([1.0, 0.0])
    for _ in range(25):
        told = probability(inputs @ found)
        slopes = inputs.T @ (told - good)
        bend = (inputs * (told * (1 - told))[:, None]).T @ inputs + 1e-6 * np.eye(2)
        step = np.linalg.solve(bend, slopes)
        found = found - np.clip(step, -1, 1)
        if np.abs(step).max() < 1e-8:
            break
    if not np.isfinite(found).all() or found[0] <= 0.05:
        return Level(1.0, 0.0)
    return Level(float(found[0]), float(found[1]))


def probability(log_odds: Floats) -> Floats:
    """Log-odds as a probability, never quite 0 nor 1."""
    return np.asarray(1 / (1 + np.exp(-np.clip(log_odds, -_FARTHEST, _FARTHEST))))


def loss(told: Floats, good: Ints) -> float:
    """The mean log-loss."""
    return float(row_losses(told, good).mean())


def row_losses(told: Floats, good: Ints) -> Floats:
    """The log-loss of each row."""
    return np.asarray(-np.where(good == 1, np.log(told), np.log1p(-told)))
