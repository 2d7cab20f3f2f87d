"""What the pages of partnerships say alike."""

from __future__ import annotations

from decimal import Decimal

from negoce.ui.words.figures import number


def share_words(percent: Decimal) -> str:
    """« 12,5 % »."""
    return f"{number(percent, 0 if percent == int(percent) else 2)}\u00a0%"
