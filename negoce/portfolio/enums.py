"""The closed lists of the portfolio; anyone may import them."""

from enum import StrEnum


class ParetoClass(StrEnum):
    """Which part of the whole a customer belongs to (R-F6)."""

    A = "A"
    B = "B"
    C = "C"
