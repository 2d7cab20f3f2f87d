"""What a table is made of: how to read it, and its rows."""

from __future__ import annotations

from dataclasses import dataclass

from negoce.files.enums import TableKind


@dataclass(frozen=True, slots=True)
class TableLayout:
    """How to read a file: `sheet` counts from 0 and holds for workbooks, the rest for text files."""

    kind: TableKind
    sheet: int = 0
    encoding: str = "utf-8"
    separator: str = ";"
    mend: bool = False


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row: `number` is that of the line or row in the file, from 1."""

    number: int
    cells: tuple[str, ...]

    @property
    def is_blank(self) -> bool:
        """Tell whether nothing stands in it."""
        return not any(cell.strip() for cell in self.cells)
