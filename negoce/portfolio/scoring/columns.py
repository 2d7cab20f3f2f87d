"""Which columns of a table can teach, as what, and which are left out, with the reason."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from negoce.portfolio.scoring.cells import BLANK, NOT_ANSWERED, Table, day, level, number, plain
from negoce.portfolio.scoring.leaks import SURE_LEAK, SUSPECT, alone, filled_in_later
from negoce.portfolio.scoring.outcomes import CannotLearn, Outcome

_READS, _MOST_LEVELS, _LEAST_SEEN = 0.9, 60, 8
_KEY_NAME = re.compile(
    r"(^|\b|_)(id|uuid|guid|key|num|no|nr|number|numero|ref|reference|code|row|ligne|cle)(\b|_|$)"
)


class Kind(StrEnum):
    """How a column is read."""

    NUMBER = "number"
    DAY = "day"
    LEVEL = "level"


class LeftOut(StrEnum):
    """Why a column does not teach."""

    KEY = "key"
    ASKED = "asked"
    CONSTANT = "constant"
    IDENTIFIER = "identifier"
    FREE_TEXT = "free_text"
    FILLED_LATER = "filled_later"
    TELLS_ALONE = "tells_alone"
    IS_OUTCOME = "is_outcome"


@dataclass(frozen=True, slots=True)
class Column:
    """A column that teaches. `levels` are those seen often enough, the most frequent first; `alone`: its own AUC."""

    name: str
    kind: Kind
    levels: tuple[str, ...] = ()
    alone: float = 0.5
    suspect: bool = False


@dataclass(frozen=True, slots=True)
class Left:
    """A column that does not teach, why, and how well it tells the outcome by itself where that was measured."""

    name: str
    reason: LeftOut
    alone: float | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """The columns that teach, in the order of the table, and the others."""

    used: tuple[Column, ...]
    left: tuple[Left, ...]


def choose_columns(
    table: Table,
    outcome: Outcome,
    *,
    outcome_name: str,
    key: str = "",
    exclude: Collection[str] = (),
    only: Collection[str] = (),
    keep: Collection[str] = (),
    groups: npt.NDArray[np.int64] | None = None,
) -> Choice:
    """Decide on every column but the outcome; `keep` names columns that teach though they look like leaks.

    `groups`: whose each row is, where one has several; what a column tells by itself is judged on others' rows.
    Raises CannotLearn (`no_column`) when none is left.
    """
    used: list[Column] = []
    left: list[Left] = []
    for name, cells in table.items():
        if name == outcome_name:
            continue
        if name == key:
            left.append(Left(name, LeftOut.KEY))
        elif name in exclude or (only and name not in only):
            left.append(Left(name, LeftOut.ASKED))
        else:
            found = _judge(
                name,
                [cells[row] for row in outcome.rows],
                outcome,
                groups,
                trusted=name in keep or name in only,
            )
            if isinstance(found, Column):
                used.append(found)
            else:
                left.append(found)
    if not used:
        raise CannotLearn("no_column")
    return Choice(tuple(used), tuple(left))


def _judge(
    name: str,
    cells: Sequence[str],
    outcome: Outcome,
    groups: npt.NDArray[np.int64] | None,
    *,
    trusted: bool,
) -> Column | Left:
    levels = [level(cell) for cell in cells]
    counts = Counter(levels)
    if len(counts) < 2:
        return Left(name, LeftOut.CONSTANT)
    codes = _codes(levels)
    if _same(codes, outcome.good):
        return Left(name, LeftOut.IS_OUTCOME, 1.0)
    kind = _kind(counts)
    if not trusted and _identifies(name, counts, kind):
        return Left(name, LeftOut.IDENTIFIER)
    if kind is not Kind.LEVEL:
        codes = _tenths(levels, kind)
    frequent = tuple(each for each, seen in counts.most_common(_MOST_LEVELS) if seen >= _LEAST_SEEN)
    if kind is Kind.LEVEL and not frequent:
        return Left(name, LeftOut.FREE_TEXT)
    if (
        kind is Kind.LEVEL
        and len(counts) > _MOST_LEVELS
        and sum(counts[each] for each in frequent) < len(cells) / 2
    ):
        return Left(name, LeftOut.FREE_TEXT)
    own = round(alone(codes, outcome.good, groups), 4)
    if not trusted and filled_in_later(name):
        return Left(name, LeftOut.FILLED_LATER, own)
    if not trusted and own >= SURE_LEAK:
        return Left(name, LeftOut.TELLS_ALONE, own)
    return Column(name, kind, frequent if kind is Kind.LEVEL else (), own, suspect=own >= SUSPECT)


def _kind(counts: Counter[str]) -> Kind:
    told = {each: seen for each, seen in counts.items() if each not in (BLANK, NOT_ANSWERED)}
    total = sum(told.values())
    for kind, read in ((Kind.NUMBER, number), (Kind.DAY, day)):
        fits = {each: seen for each, seen in told.items() if read(each) is not None}
        if len(fits) > 2 and sum(fits.values()) >= _READS * total:
            return kind
    return Kind.LEVEL


def _identifies(name: str, counts: Counter[str], kind: Kind) -> bool:
    """Every row another: a name, a key, a number given in turn. It teaches nothing of the next row."""
    total = sum(seen for each, seen in counts.items() if each != BLANK)
    told = [each for each in counts if each != BLANK]
    if len(told) < 0.98 * total or total < 50:
        return False
    if kind is Kind.LEVEL:
        return True
    values = [number(each) for each in told]
    whole = [value for value in values if value is not None and value == int(value)]
    if kind is not Kind.NUMBER or len(whole) < len(told):
        return False
    return bool(_KEY_NAME.search(plain(name))) or max(whole) - min(whole) <= 3 * total


def read_column(column_kind: Kind, cells: Sequence[str]) -> npt.NDArray[np.float64]:
    """The numbers of a column of numbers or days; not a number where a cell has none."""
    read = day if column_kind is Kind.DAY else number
    found = (read(level(cell)) for cell in cells)
    return np.array([np.nan if value is None else value for value in found], dtype=np.float64)


def _tenths(levels: Sequence[str], kind: Kind) -> npt.NDArray[np.int64]:
    """A group of like numbers for each row; blanks are one of their own."""
    values = read_column(kind, levels)
    known = values[~np.isnan(values)]
    edges = np.unique(np.quantile(known, np.linspace(0, 1, 21)[1:-1])) if len(known) else np.zeros(0)
    groups = np.searchsorted(edges, values, side="left")
    return np.where(np.isnan(values), len(edges) + 2, groups).astype(np.int64)


def _codes(levels: Sequence[str]) -> npt.NDArray[np.int64]:
    return np.unique(np.array(levels, dtype=object).astype(str), return_inverse=True)[1].astype(np.int64)


def _same(codes: npt.NDArray[np.int64], good: npt.NDArray[np.int64]) -> bool:
    """Whether each value stands for one outcome: the outcome under another name."""
    if int(codes.max()) > 4:
        return False
    seen, won = np.bincount(codes), np.bincount(codes, good)
    return bool(np.all((won == 0) | (won == seen)))
