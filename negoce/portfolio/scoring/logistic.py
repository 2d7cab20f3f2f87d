"""Logistic regression on levels and bent lines: learned by scikit-learn in a job, read without it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from negoce.portfolio.scoring.columns import Kind
from negoce.portfolio.scoring.frame import Floats, Frame, Ints

_STRENGTH, _BENDS, _ROUNDS = 0.2, 4, 500


@dataclass(frozen=True, slots=True)
class Bent:
    """A number as lines that bend: bounds, the middle (put where nothing is told), and where lines bend."""

    low: float
    high: float
    middle: float
    bends: tuple[float, ...]
    means: tuple[float, ...]
    scales: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Logistic:
    """One weight an input; `bent` has an entry a column, None for levels; `centre` is the mean of each input."""

    bent: tuple[Bent | None, ...]
    weights: Floats
    centre: Floats
    base: float

    def parts(self, frame: Frame) -> tuple[float, Floats]:
        """The log-odds of the average row, and what each column adds to it in each row."""
        added = np.zeros((frame.size, len(frame.columns)))
        start = 0
        for place, inputs in enumerate(self._inputs(frame)):
            end = start + inputs.shape[1]
            added[:, place] = (inputs - self.centre[start:end]) @ self.weights[start:end]
            start = end
        return self.base + float(self.centre @ self.weights), added

    def log_odds(self, frame: Frame) -> Floats:
        """The log-odds of each row."""
        base, added = self.parts(frame)
        return base + added.sum(axis=1)

    def _inputs(self, frame: Frame) -> list[Floats]:
        return [
            _levels(values, len(column.levels)) if bent is None else _lines(bent, values)
            for column, values, bent in zip(frame.columns, frame.values, self.bent, strict=True)
        ]


def fit_logistic(frame: Frame, good: Ints) -> Logistic:
    """Weights held small, so that rare levels say little. Imports scikit-learn: only jobs and commands call it."""
    from sklearn.linear_model import LogisticRegression

    from negoce.portfolio.foresight.threads import one_thread

    bent = tuple(
        None if column.kind is Kind.LEVEL else _bent(values)
        for column, values in zip(frame.columns, frame.values, strict=True)
    )
    size = sum(
        len(column.levels) + 1 if each is None else len(each.bends) + 3
        for column, each in zip(frame.columns, bent, strict=True)
    )
    empty = Logistic(bent, np.zeros(size), np.zeros(size), 0.0)
    inputs = np.hstack(empty._inputs(frame))
    with one_thread():
        learned = LogisticRegression(C=_STRENGTH, max_iter=_ROUNDS, tol=1e-3).fit(inputs, good)
    return Logistic(
        bent, learned.coef_[0].astype(np.float64), inputs.mean(axis=0), float(learned.intercept_[0])
    )


def _bent(values: Floats) -> Bent:
    known = values[~np.isnan(values)]
    if not len(known):
        return Bent(0.0, 0.0, 0.0, (), (0.0, 0.0), (1.0, 1.0))
    low, high = (float(each) for each in np.quantile(known, (0.0, 0.995)))
    inner = np.unique(np.quantile(known, np.linspace(0, 1, _BENDS + 2)[1:-1]))
    bends = tuple(float(each) for each in inner if low < each < high)
    bare = Bent(
        low, high, float(np.median(known)), bends, (0.0,) * (len(bends) + 2), (1.0,) * (len(bends) + 2)
    )
    lines = _lines(bare, values)[:, :-1]
    scales = lines.std(axis=0)
    return Bent(
        low, high, bare.middle, bends, tuple(map(float, lines.mean(axis=0))),
        tuple(float(each) if each > 1e-9 else 1.0 for each in scales),
    )  # fmt: skip


def _lines(bent: Bent, values: Floats) -> Floats:
    """The line, its logarithm, one line from each bend on, and whether nothing was told."""
    nothing = np.isnan(values)
    known = np.clip(np.where(nothing, bent.middle, values), bent.low, bent.high)
    lines = [known, np.sign(known) * np.log1p(np.abs(known))]
    lines += [np.maximum(known - bend, 0.0) for bend in bent.bends]
    scaled = (np.column_stack(lines) - np.array(bent.means)) / np.array(bent.scales)
    return np.column_stack([scaled, nothing.astype(np.float64)])


def _levels(values: Floats, count: int) -> Floats:
    return (values[:, None] == np.arange(count + 1)).astype(np.float64)
