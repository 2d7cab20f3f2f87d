"""The columns that teach as arrays: numbers as they are, levels as places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from negoce.portfolio.scoring.cells import Table, level
from negoce.portfolio.scoring.columns import Column, Kind, read_column

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Frame:
    """One array a column: not a number where nothing is told; a level that was not learned has the last place."""

    columns: tuple[Column, ...]
    values: tuple[Floats, ...]

    @property
    def size(self) -> int:
        return len(self.values[0])

    def take(self, rows: Ints) -> Frame:
        """Some of the rows."""
        return Frame(self.columns, tuple(each[rows] for each in self.values))


@dataclass(frozen=True, slots=True)
class Strange:
    """What rows to score have that was not learned: columns that are missing, cells with an unknown level or number."""

    missing: tuple[str, ...]
    unknown: tuple[tuple[str, int], ...]


def frame_of(columns: Sequence[Column], table: Table, rows: Ints | None = None) -> Frame:
    """The columns of a table, found by name; one that the table lacks is blank everywhere."""
    count = len(next(iter(table.values()))) if table else 0
    places = range(count) if rows is None else rows.tolist()
    values = []
    for column in columns:
        cells = table.get(column.name)
        values.append(
            _values(column, [""] * len(places) if cells is None else [cells[row] for row in places])
        )
    return Frame(tuple(columns), tuple(values))


def strange(columns: Sequence[Column], table: Table) -> Strange:
    """What to tell of a table to score before its scores are believed."""
    unknown = []
    for column in columns:
        told = [found for found in map(level, table.get(column.name, ())) if found]
        if column.kind is Kind.LEVEL:
            odd = len(told) - sum(found in column.levels for found in told)
        else:
            odd = int(np.isnan(read_column(column.kind, told)).sum()) if told else 0
        if odd:
            unknown.append((column.name, odd))
    return Strange(tuple(each.name for each in columns if each.name not in table), tuple(unknown))


def _values(column: Column, cells: Sequence[str]) -> Floats:
    if column.kind is not Kind.LEVEL:
        return read_column(column.kind, cells)
    place = {name: at for at, name in enumerate(column.levels)}
    other = len(column.levels)
    return np.array([place.get(level(cell), other) for cell in cells], dtype=np.float64)
