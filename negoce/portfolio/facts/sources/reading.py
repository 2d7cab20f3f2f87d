"""What is asked of a source: one table, its columns as each database says them, and which rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import pyarrow

# Rows that leave in one piece: a few megabytes of text.
PIECE = 200_000


class Kind(Enum):
    """How a column travels."""

    NUMBER = "int64"
    DAY = "date"
    CENTS = "cents"  # a decimal of euros, as whole cents
    QUANTITY = "float64"
    WORD = "string"  # a code or a short text
    MOMENT = "moment"  # compared, never read: as text
    PRESENT = "present"  # 1 when there is a value, else 0


@dataclass(frozen=True, slots=True)
class Wanted:
    """A column: the name it gets, the expression of the database, and how it travels."""

    name: str
    expression: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Reading:
    """Rows of `table` in the order of `key`, which is unique and ascending."""

    table: str
    key: str
    columns: tuple[Wanted, ...]
    condition: str = "1 = 1"


class Source(Protocol):
    """One state of the database, the same from the first row to the last."""

    def read(self, reading: Reading) -> Iterator[pyarrow.Table]:
        """The rows, in pieces; at least one piece, perhaps without a row."""

    def ask(self, statement: str) -> list[tuple[int, ...]]:
        """The whole answer of a small question in numbers."""


def arrow_types(columns: tuple[Wanted, ...]) -> dict[str, pyarrow.DataType]:
    """The type in which each column arrives."""
    import pyarrow

    kinds = {
        Kind.DAY: pyarrow.date32(),
        Kind.QUANTITY: pyarrow.float64(),
        Kind.WORD: pyarrow.string(),
        Kind.MOMENT: pyarrow.string(),
    }
    return {each.name: kinds.get(each.kind, pyarrow.int64()) for each in columns}


def parsed(text: bytes, columns: tuple[Wanted, ...]) -> pyarrow.Table:
    """Comma-separated rows as an Arrow table: an empty cell without quotes is no value."""
    import pyarrow
    from pyarrow import csv

    types = arrow_types(columns)
    if not text:
        return pyarrow.schema(list(types.items())).empty_table()
    return csv.read_csv(
        pyarrow.py_buffer(text),
        read_options=csv.ReadOptions(column_names=list(types)),
        parse_options=csv.ParseOptions(newlines_in_values=True),
        convert_options=csv.ConvertOptions(
            column_types=types, null_values=[""], strings_can_be_null=True, quoted_strings_can_be_null=False
        ),
    )
