"""Notes and marks as they were given: no digit more, none less."""

from __future__ import annotations

from decimal import Decimal

from negoce.ui.words.figures import number


def exact(value: Decimal) -> str:
    """« 7 », « 7,5 », « 6,78 »."""
    exponent = value.normalize().as_tuple().exponent
    return number(value, max(0, -exponent) if isinstance(exponent, int) else 0)
