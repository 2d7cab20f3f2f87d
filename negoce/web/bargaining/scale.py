"""Where the prices of both sides stand on one scale. Numbers alone, no markup: places are percents of the width."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

# The four that a scale shows: the others stand in the table under it.
SHOWN = ("their_target", "our_reserve", "their_reserve", "our_opening")
_FIRST, _SPAN = 12.0, 76.0
_LINE, _BAR = 18, 12
# How far apart two labels must be to stand on one line: of a wide card, of a telephone.
WIDE, NARROW = 15.0, 40.0


@dataclass(frozen=True, slots=True)
class Tick:
    """A price at `x` percent from the left; `label_y` and `amount_y` in pixels from the top."""

    key: str
    amount: Decimal
    x: float
    label_y: int
    amount_y: int


@dataclass(frozen=True, slots=True)
class Scale:
    """`zone` is where it begins and how wide it is, in percents; None when there is no agreement to find."""

    ticks: Sequence[Tick]
    zone: tuple[float, float] | None
    bar_y: int
    height: int


def scale_of(prices: Mapping[str, Decimal | None], apart: float) -> Scale | None:
    """The scale of the prices that are known; None for fewer than two."""
    known = sorted(
        ((amount, key) for key in SHOWN if (amount := prices.get(key)) is not None),
        key=lambda pair: (pair[0], SHOWN.index(pair[1])),
    )
    if len(known) < 2:
        return None
    low, high = known[0][0], known[-1][0]
    places = [_place(amount, low, high) for amount, _key in known]
    lines = _lines(places, apart)
    bar_y = (max(lines) + 1) * _LINE + 10
    ticks = [
        Tick(key, amount, x, bar_y - 16 - line * _LINE, bar_y + _BAR + 26 + line * _LINE)
        for (amount, key), x, line in zip(known, places, lines, strict=True)
    ]
    height = bar_y + _BAR + 32 + max(lines) * _LINE
    return Scale(ticks, _zone(prices, low, high), bar_y, height)


def _place(amount: Decimal, low: Decimal, high: Decimal) -> float:
    if low == high:
        return 50.0
    return round(_FIRST + _SPAN * float((amount - low) / (high - low)), 2)


def _lines(places: Sequence[float], apart: float) -> list[int]:
    """The line of each label, 0 next to the bar: the nearest one where the one before is far enough."""
    last: list[float] = []
    lines = []
    for x in places:
        free = next((line for line, before in enumerate(last) if x - before >= apart), len(last))
        last[free : free + 1] = [x]
        lines.append(free)
    return lines


def _zone(prices: Mapping[str, Decimal | None], low: Decimal, high: Decimal) -> tuple[float, float] | None:
    ours, theirs = prices.get("our_reserve"), prices.get("their_reserve")
    if ours is None or theirs is None or ours > theirs:
        return None
    start = _place(ours, low, high)
    return start, round(_place(theirs, low, high) - start, 2)
