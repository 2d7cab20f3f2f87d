"""Where each person stands on the drawing until somebody puts them elsewhere: under whom they report to. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

WIDTH, HEIGHT = 1000, 560
_EDGE_Y = 70
# More on one line would stand on one another.
_MOST_A_LINE = 7


def default_places(chiefs: Mapping[int, int | None]) -> Mapping[int, tuple[int, int]]:
    """Places by person, heads at the top, each line spread over the width; ``chiefs`` in the order to draw them."""
    lines: list[list[int]] = []
    for key in chiefs:
        depth = _depth(key, chiefs)
        while len(lines) <= depth:
            lines.append([])
        lines[depth].append(key)
    rows = [row for line in lines if line for row in _cut(line)]
    return {
        key: (WIDTH * (2 * number + 1) // (2 * len(row)), _line(level, len(rows)))
        for level, row in enumerate(rows)
        for number, key in enumerate(row)
    }


def kept_inside(x: int, y: int) -> tuple[int, int]:
    """The nearest place of the drawing."""
    return min(max(x, 0), WIDTH), min(max(y, 0), HEIGHT)


def _depth(key: int, chiefs: Mapping[int, int | None]) -> int:
    seen = {key}
    at = chiefs[key]
    while at is not None and at in chiefs and at not in seen:
        seen.add(at)
        at = chiefs[at]
    return len(seen) - 1


def _cut(line: Sequence[int]) -> Sequence[Sequence[int]]:
    return [line[start : start + _MOST_A_LINE] for start in range(0, len(line), _MOST_A_LINE)]


def _line(level: int, count: int) -> int:
    if count == 1:
        return HEIGHT // 2
    return _EDGE_Y + round(level * (HEIGHT - 2 * _EDGE_Y) / (count - 1))
