"""Lines of a report from what the database counted: days into months, the smallest together, totals. Pure."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

Parts = tuple[Any, ...]
Key = tuple[Hashable, ...]
# The key of the line that holds what is beyond the first ones.
REST = "\x00rest"


@dataclass(frozen=True, slots=True)
class Line:
    """The key of a line, a value for each group, and the parts that its measures are worked out from."""

    key: Key
    parts: Parts


def period_of(day: date | None, period: str) -> date | None:
    """The first day of the month, quarter or year of a day."""
    if day is None:
        return None
    if period == "month":
        return date(day.year, day.month, 1)
    if period == "quarter":
        return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    return date(day.year, 1, 1)


def fold(lines: Iterable[Line], into: Callable[[Key], Key]) -> list[Line]:
    """Add up the lines whose keys become the same; parts must be sums."""
    sums: dict[Key, list[Any]] = {}
    for line in lines:
        key = into(line.key)
        known = sums.get(key)
        if known is None:
            sums[key] = list(line.parts)
            continue
        for place, part in enumerate(line.parts):
            if part is not None:
                known[place] = part if known[place] is None else known[place] + part
    return [Line(key, tuple(parts)) for key, parts in sums.items()]


def keep_first(
    lines: Sequence[Line], ranked: Sequence[Hashable], top: int, *, additive: bool
) -> tuple[list[Line], int]:
    """Keep the first `top` values of the first group; the rest becomes one line where parts add up, else is left out.

    Returns the lines and how many values were beyond.
    """
    beyond = len(ranked) - top
    if beyond <= 0:
        return list(lines), 0
    kept = set(ranked[:top])
    if not additive:
        return [line for line in lines if line.key[0] in kept], beyond
    return fold(lines, lambda key: key if key[0] in kept else (REST, *key[1:])), beyond


def ranked_values(
    lines: Iterable[Line],
    *,
    value: Callable[[Parts], Any],
    descending: bool,
    by_value: bool,
    name: Callable[[Hashable], Any],
) -> list[Hashable]:
    """The values of the first group in order: by the measure over all their lines, or by name; nothing comes last."""
    sums: Mapping[Hashable, Parts] = {line.key[0]: line.parts for line in fold(lines, lambda key: key[:1])}
    keys = sorted(sums, key=lambda key: (key is None or key == "", name(key)))
    if not by_value:
        return keys[::-1] if descending else keys

    def amount(key: Hashable) -> Any:
        found = value(sums[key])
        return float("-inf") if found is None else found

    return sorted(keys, key=amount, reverse=descending)
