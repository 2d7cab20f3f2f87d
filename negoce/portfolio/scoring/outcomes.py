"""Which rows turned out well: a column of two values, read as 0 and 1."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from negoce.portfolio.scoring.cells import BLANK, level, number

LEAST_ROWS, LEAST_EACH = 200, 20
_GOOD = frozenset(
    {
        "1", "yes", "y", "true", "t", "oui", "o", "vrai", "won", "closed won", "win", "gagne", "gagnee",
        "converted", "converti", "customer",
        "client", "cliente", "success", "succes", "accepted", "accepte", "positive", "positif",
    }
)  # fmt: skip
_BAD = frozenset(
    {
        "0", "no", "n", "false", "f", "non", "faux", "lost", "closed lost", "loss", "perdu", "perdue", "refused",
        "failure", "echec",
    }
)  # fmt: skip


class CannotLearn(Exception):
    """There is nothing to learn from; the code says why, the figures with what."""

    def __init__(self, code: str, **figures: object) -> None:
        super().__init__(code)
        self.code, self.figures = code, figures


@dataclass(frozen=True, slots=True)
class Outcome:
    """`good` of the `rows` that are known (their places); `positive` is the value that counts as good."""

    rows: npt.NDArray[np.int64]
    good: npt.NDArray[np.int64]
    positive: str
    guessed: bool

    @property
    def rate(self) -> float:
        return float(self.good.mean())


def read_outcome(cells: Sequence[str], positive: str = "") -> Outcome:
    """The outcome of each row that has one; `positive` names the good value where it is not plain.

    Raises CannotLearn: `no_outcome`, `one_class`, `not_binary`, `unknown_positive`, `few_rows`, `few_of_one`.
    """
    levels = [_level(cell) for cell in cells]
    counts = Counter(each for each in levels if each != BLANK)
    if not counts:
        raise CannotLearn("no_outcome")
    good, guessed = _good_value(counts, positive)
    if len(counts) == 1:
        raise CannotLearn("one_class", rows=sum(counts.values()), value=next(iter(counts)))
    rows = np.array([place for place, each in enumerate(levels) if each != BLANK], dtype=np.int64)
    told = np.array([levels[place] == good for place in rows], dtype=np.int64)
    if len(rows) < LEAST_ROWS:
        raise CannotLearn("few_rows", rows=len(rows), least=LEAST_ROWS)
    least = int(min(told.sum(), len(told) - told.sum()))
    if least < LEAST_EACH:
        raise CannotLearn("few_of_one", rows=least, least=LEAST_EACH)
    return Outcome(rows, told, good, guessed)


def check_holders(good: npt.NDArray[np.int64], groups: npt.NDArray[np.int64]) -> None:
    """Rows of one group, as those of one company on many days, are one experience, however many they are.

    Raises CannotLearn (`few_holders`) when too few groups hold good rows, or others.
    """
    least = min(len(np.unique(groups[good == value])) for value in (0, 1))
    if least < LEAST_EACH:
        raise CannotLearn("few_holders", rows=least, least=LEAST_EACH)


def _level(cell: str) -> str:
    found = level(cell)
    value = number(found) if found else None
    return f"{value:g}" if value is not None else found


def _good_value(counts: Counter[str], positive: str) -> tuple[str, bool]:
    if positive:
        asked = _level(positive)
        if asked not in counts:
            raise CannotLearn("unknown_positive", value=positive, values=_shown(counts))
        return asked, False
    if len(counts) > 2:
        raise CannotLearn("not_binary", count=len(counts), values=_shown(counts))
    good, bad = [each for each in counts if each in _GOOD], [each for each in counts if each in _BAD]
    if len(good) == 1:
        return good[0], False
    if len(bad) == 1 and len(counts) == 2:
        return next(each for each in counts if each not in _BAD), False
    # Neither value says which is good: outcomes are rarer than their absence.
    return min(sorted(counts), key=lambda each: counts[each]), True


def _shown(counts: Counter[str]) -> str:
    most = [value for value, _count in counts.most_common(6)]
    return ", ".join(most) + (", …" if len(counts) > len(most) else "")
