"""Where the table of a file begins: titles above it, headers on two lines, or no header at all. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from negoce.kit.text import name_key

_SEEN_ROWS = 40
_LONGEST_NAME = 160
_DATA = re.compile(
    r"[\d\s.,/+()€%:-]*\d[\d\s.,/+()€%:-]*|[^@\s]+@[^@\s]+\.[a-z]+|https?://\S+", re.IGNORECASE
)
_CAMEL = re.compile(r"(?<=[a-zà-ÿ])(?=[A-Z])|(?<=[A-Za-z])(?=\d)|(?<=\d)(?=[A-Za-z])")
_INITIALS = re.compile(r"(?<![\w.])[A-Za-z](?:\.[A-Za-z])+(?!\w)\.?")

Row = Sequence[str]


@dataclass(frozen=True, slots=True)
class Header:
    """`first` and `last` are positions of rows from 0; `last` is -1 when the file has no header."""

    first: int
    last: int
    names: tuple[str, ...]

    @property
    def data_starts(self) -> int:
        """The position of the first row of data."""
        return self.last + 1


def header_key(name: str) -> str:
    """Return what names are compared by: ``codePostal2Etablissement`` → ``code postal 2 etablissement``.

    Initials are one word: ``C.P.`` → ``cp``.
    """
    joined = _INITIALS.sub(lambda found: found.group().replace(".", ""), name)
    return name_key(_CAMEL.sub(" ", joined))


def find_header(rows: Sequence[Row], is_known: Callable[[str], bool]) -> Header:
    """Return the header of a table from its first rows; `is_known` tells the names that fields go by.

    The row with most known names wins, then the first that is as wide as the table. A row above it that
    groups
    its columns is taken in. A file that starts with data gets names by position.
    """
    seen = rows[:_SEEN_ROWS]
    width = _usual_width(seen)
    best, best_rank = -1, (0.0, 0.0)
    for position, row in enumerate(seen):
        rank = _rank(row, width, is_known)
        if rank > best_rank:
            best, best_rank = position, rank
    if best < 0:
        first = next((at for at, row in enumerate(seen) if _filled(row)), 0)
        return Header(first, first - 1, _by_position(max((len(row) for row in seen), default=0)))
    return header_at(rows, best)


def header_at(rows: Sequence[Row], position: int) -> Header:
    """Return the header whose last line is at a position, with the line of groups above it."""
    bottom = rows[position]
    top = rows[position - 1] if position > 0 else ()
    grouped = _groups(top, bottom)
    width = max(len(bottom), len(top) if grouped else 0)
    groups = _spread(top, width) if grouped else [""] * width
    names = [_name(groups[at], bottom[at] if at < len(bottom) else "") for at in range(width)]
    return Header(position - 1 if grouped else position, position, _distinct(names))


def _rank(row: Row, width: int, is_known: Callable[[str], bool]) -> tuple[float, float]:
    cells = [cell.strip() for cell in row if cell.strip()]
    if not cells or any(len(cell) > _LONGEST_NAME for cell in cells):
        return 0.0, 0.0
    data = sum(_DATA.fullmatch(cell) is not None for cell in cells)
    if data > 0.2 * len(cells):
        return 0.0, 0.0
    known = sum(is_known(header_key(cell)) for cell in cells)
    filled = len(cells) / max(width, 1)
    distinct = len(set(cells)) / len(cells)
    if not known and (filled < 0.6 or distinct < 0.9):
        return 0.0, 0.0
    return known * min(1.0, filled * 2), filled * distinct


def _groups(top: Row, bottom: Row) -> bool:
    """Tell whether a row names groups of the columns below: fewer names, none that is a value, at least
    two.
    """
    names = [cell.strip() for cell in top if cell.strip()]
    if not 2 <= len(names) < len([cell for cell in bottom if cell.strip()]):
        return False
    # The length first: the pattern takes the square of it.
    return not any(len(name) > 60 or _DATA.fullmatch(name) for name in names)


def _spread(top: Row, width: int) -> list[str]:
    """The name of the group above each column: it holds until the next one begins."""
    groups, above = [], ""
    for at in range(width):
        above = " ".join(top[at].split()) or above if at < len(top) else above
        groups.append(above)
    return groups


def _name(above: str, cell: str) -> str:
    below = " ".join(cell.split())
    if above and below and below != above:
        return f"{above} › {below}"
    return below or above


def _by_position(count: int) -> tuple[str, ...]:
    return _distinct([""] * count)


def _distinct(names: Sequence[str]) -> tuple[str, ...]:
    """Give each column a name of its own: empty ones by their letter, repeated ones by a number."""
    used: set[str] = set()
    counts: dict[str, int] = {}
    result = []
    for at, name in enumerate(names):
        own = base = name or _letter(at)
        while own in used:
            # Numbers that were given are not tried again: a hostile header repeats one name a million times.
            counts[base] = counts.get(base, 1) + 1
            own = f"{base} ({counts[base]})"
        used.add(own)
        result.append(own)
    return tuple(result)


def _letter(at: int) -> str:
    """The name that a spreadsheet gives a column: A, B… Z, AA."""
    name = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        name = chr(65 + rest) + name
    return name


def _usual_width(rows: Sequence[Row]) -> int:
    widths = sorted(_filled(row) for row in rows if _filled(row))
    return widths[len(widths) * 3 // 4] if widths else 0


def _filled(row: Row) -> int:
    return sum(1 for cell in row if cell.strip())
