"""What a chart shows, said without a word of the library that draws it.

A page builds a frozen `Chart` and draws it by `{% chart it %}`; `<n-chart>` turns it into a picture, and the same
figures stand beside it as a table. Texts come translated; amounts are euros, rates percent points.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Literal, TypeAlias

Figure: TypeAlias = int | float | Decimal


class ChartKind(StrEnum):
    """The charts there are."""

    BARS = "bars"
    STACKED = "stacked"
    LINES = "lines"
    INTERVAL = "interval"
    HEAT = "heat"
    SANKEY = "sankey"
    BUBBLES = "bubbles"
    CALIBRATION = "calibration"


class Unit(StrEnum):
    """How figures are written: a plain number, one decimal, euros, percent points, days."""

    NUMBER = "number"
    DECIMAL = "decimal"
    MONEY = "money"
    PERCENT = "percent"
    DAYS = "days"


# The colours a chart may use: names of tokens.
LIFE_HUES = (
    "life-suspect",
    "life-lead",
    "life-approach",
    "life-cold",
    "life-warm",
    "life-hot",
    "life-new",
    "life-irregular",
    "life-regular",
    "life-ambassador",
    "life-dormant",
    "life-lost",
)
HUES = ("accent", "accent-light", "good", "warn", "bad", "info", "ink", "ink-3", "line-strong", *LIFE_HUES)


@dataclass(frozen=True, slots=True)
class Series:
    """One set of figures, one for each category; None leaves a hole.

    `links` are the lists behind the figures ("" for none), `hues` a colour for each figure where they differ. `line`
    draws it as a line over the bars, on an axis of its own in `unit`. `low` and `high` bound an interval. `dashed`
    is what did not happen yet, or only a reference.
    """

    name: str
    values: tuple[Figure | None, ...]
    hue: str = "accent"
    links: tuple[str, ...] = ()
    hues: tuple[str, ...] = ()
    line: bool = False
    dashed: bool = False
    unit: Unit | None = None
    low: tuple[Figure | None, ...] = ()
    high: tuple[Figure | None, ...] = ()


@dataclass(frozen=True, slots=True)
class HeatCell:
    """A cell of a heat map: places of its column and its row from 0; `value` decides how strong it is."""

    column: int
    row: int
    value: Figure
    url: str = ""


@dataclass(frozen=True, slots=True)
class Node:
    """A stop of a Sankey diagram; `key` is what flows name, unlike on each side."""

    key: str
    name: str
    hue: str = "accent"
    url: str = ""


@dataclass(frozen=True, slots=True)
class Flow:
    """How much goes from a node to another."""

    source: str
    target: str
    value: Figure
    url: str = ""


@dataclass(frozen=True, slots=True)
class Dot:
    """A dot of bubbles, or of a calibration; `size` decides its area, `group` is its words in the legend."""

    name: str
    x: Figure
    y: Figure
    size: Figure = 1
    hue: str = "accent"
    group: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart. `title` names it for who does not see it, and its file.

    Bars, stacked, lines, interval: `categories` (words of the axis) and `series`. Heat: `categories` (columns),
    `rows` and `cells`. Sankey: `nodes` and `flows`. Bubbles and calibration: `dots`; `x_split` and `y_split` draw the
    lines between quadrants. `unit` is that of the figures (of y for dots), `x_unit` of x, `size_unit` of the area.
    """

    kind: ChartKind
    title: str
    categories: tuple[str, ...] = ()
    series: tuple[Series, ...] = ()
    rows: tuple[str, ...] = ()
    cells: tuple[HeatCell, ...] = ()
    nodes: tuple[Node, ...] = ()
    flows: tuple[Flow, ...] = ()
    dots: tuple[Dot, ...] = ()
    unit: Unit = Unit.NUMBER
    x_unit: Unit = Unit.NUMBER
    size_unit: Unit = Unit.NUMBER
    x_label: str = ""
    y_label: str = ""
    x_split: Figure | None = None
    y_split: Figure | None = None
    horizontal: bool = False
    height: Literal["small", "medium", "large"] = "medium"

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw: say so in words instead."""
        figures = any(value is not None for series in self.series for value in series.values)
        return not (figures or self.cells or self.flows or self.dots)
