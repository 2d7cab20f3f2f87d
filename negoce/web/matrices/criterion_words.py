"""How criteria and their scales are written."""

from __future__ import annotations

from decimal import Decimal

from negoce.companies.custom_known import find_custom
from negoce.portfolio.matrices.words import SOURCES
from negoce.prospecting.queries.target_index import Criterion
from negoce.ui.words.figures import number


def criterion_name(each: Criterion) -> str:
    """The name that the team gave, else that of the fact."""
    if each.label:
        return each.label
    field = find_custom("company", each.field_key) if each.field_key else None
    return field.label if field is not None else str(SOURCES[each.source][0])


def scale_words(each: Criterion) -> str:
    """« 1 → 1 · 10 → 3 · 250 → 10 »."""
    return " · ".join(f"{plain(band.start)} → {plain(band.note)}" for band in each.bands)


def plain(value: object) -> str:
    """A number without needless decimals, as the reader writes them."""
    exact = Decimal(str(value)).normalize()
    digits = exact.as_tuple().exponent
    return number(exact, -digits if isinstance(digits, int) and digits < 0 else 0)
