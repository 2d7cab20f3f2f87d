"""A scorer: two families of models fitted, the better kept, its probabilities made true, its reasons told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from negoce.portfolio.scoring.columns import Column
from negoce.portfolio.scoring.frame import Floats, Frame, Ints
from negoce.portfolio.scoring.logistic import Logistic, fit_logistic
from negoce.portfolio.scoring.trees import Trees, fit_trees

FOLDS, _MEMBERS, _FARTHEST = 3, 4, 12.0

Masks = npt.NDArray[np.bool_]


class Family(StrEnum):
    """What is compared: a regression, boosted trees, and the mean of what both say."""

    LOGISTIC = "logistic"
    BOOSTING = "boosting"
    BOTH = "both"


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
    """Both families as fitted on the same rows."""

    logistic: Logistic
    trees: tuple[Trees, ...]

    def log_odds(self, frame: Frame) -> Mapping[Family, Floats]:
        """What each family says."""
        line = self.logistic.log_odds(frame)
        boosted = np.asarray(np.mean([each.log_odds(frame) for each in self.trees], axis=0))
        return {Family.LOGISTIC: line, Family.BOOSTING: boosted, Family.BOTH: (line + boosted) / 2}


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
        told = [self.models.logistic.parts(frame)] if self.family is not Family.BOOSTING else []
        if self.family is not Family.LOGISTIC:
            boosted = [each.parts(frame) for each in self.models.trees]
            told.append(
                (
                    float(np.mean([base for base, _added in boosted])),
                    np.mean([a for _b, a in boosted], axis=0),
                )
            )
        level = self.levels[self.family]
        base = float(np.mean([base for base, _added in told]))
        added = np.asarray(np.mean([added for _base, added in told], axis=0))
        return level.slope * base + level.shift, level.slope * added


def fit_scorer(frame: Frame, good: Ints, *, seed: int = 0, groups: Ints | None = None) -> Scorer:
    """Fit both families, keep the one whose words out of its own rows were truest, and put its level right.

    Imports scikit-learn: only jobs and commands call it.
    """
    said = {family: np.zeros(len(good)) for family in Family}
    for fold in folds(good, FOLDS, seed, groups):
        known = np.flatnonzero(~fold)
        models = _fit(frame.take(known), good[known])
        for family, odds in models.log_odds(frame.take(np.flatnonzero(fold))).items():
            said[family][fold] = odds
    levels = {family: level_of(odds, good) for family, odds in said.items()}
    losses = {family: loss(levels[family].true(odds), good) for family, odds in said.items()}
    return Scorer(frame.columns, _fit(frame, good), levels, min(losses, key=lambda family: losses[family]))


def _fit(frame: Frame, good: Ints) -> Models:
    trees = tuple(fit_trees(frame, good, seed=seed) for seed in range(_MEMBERS))
    return Models(fit_logistic(frame, good), trees)


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
    return float(-np.mean(np.where(good == 1, np.log(told), np.log1p(-told))))
