"""The measures of the matrix of offers: what each is called, how it is written, how dark its cell is."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from negoce.kit.money import MINUS
from negoce.portfolio.queries.offer_segments import Figures, OfferMatrix, Segment, euros
from negoce.ui.words.figures import NOTHING, percent, short_money

MEASURES: Mapping[str, Any] = {
    "revenue": _("CA"),
    "margin": _("Marge"),
    "margin_rate": _("Taux de marge"),
    "growth": _("Croissance"),
    "win_rate": _("Taux de réussite"),
    "class": _("Classe"),
}
# Not for who may not read margins; a class is made of them.
MARGIN_MEASURES = frozenset({"margin", "margin_rate", "class"})
_SHADES = 6


def value_of(measure: str, figures: Figures) -> Decimal | None:
    """The figure of a measure; None where there is none."""
    if measure == "revenue":
        return euros(figures.cents)
    if measure == "margin":
        return figures.pair.margin
    if measure == "margin_rate":
        return figures.margin_rate
    return figures.growth if measure == "growth" else figures.win_rate if measure == "win_rate" else None


def measured(measure: str, figures: Figures) -> str:
    """The figure as it is written."""
    value = value_of(measure, figures)
    if value is None:
        return NOTHING
    if measure in ("revenue", "margin"):
        return short_money(value)
    if measure == "growth":
        sign = "+" if value > 0 else MINUS if value < 0 else ""
        return f"{sign}{percent(abs(value), 0)}"
    return percent(value, 0)


def heat(matrix: OfferMatrix, measure: str, families: Sequence[int], segments: Sequence[Segment]) -> Decimal:
    """The largest figure of these cells: the darkest."""
    found = (
        value_of(measure, matrix.figures(family, segment.key)) or Decimal(0)
        for family in families
        for segment in segments
    )
    return max(found, default=Decimal(0))


def shade(measure: str, figures: Figures, most: Decimal) -> int:
    """From 0 (nothing) to 6; -1 for what is below zero."""
    value = value_of(measure, figures)
    if value is None or not value:
        return 0
    if value < 0:
        return -1
    # Revenue is uneven: by its square root the small ones still show.
    part = float(value / most) if most else 0.0
    return max(math.ceil((math.sqrt(part) if measure in ("revenue", "margin") else part) * _SHADES), 1)
