"""The size of a company in the sense of the decree 2008-1354 (R-I4)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from negoce.kit.explain import Explanation

SizeClass = Literal["micro", "pme", "eti", "ge"]
SIZE_CLASSES: tuple[SizeClass, ...] = ("micro", "pme", "eti", "ge")
_MILLION = Decimal(1_000_000)
_MICRO_MONEY = 2 * _MILLION
_PME_TURNOVER, _PME_BALANCE = 50 * _MILLION, 43 * _MILLION
_ETI_TURNOVER, _ETI_BALANCE = 1_500 * _MILLION, 2_000 * _MILLION


@dataclass(frozen=True, slots=True)
class CompanySize:
    """A size class and why."""

    size: SizeClass
    explanation: Explanation

    @property
    def is_small_or_medium(self) -> bool:
        """Tell whether it counts among the PME: the micro-companies are part of them (R-I4)."""
        return self.size in ("micro", "pme")


def company_size(persons: int, turnover: Decimal, balance_sheet_total: Decimal) -> CompanySize:
    """Return the size class of a company; turnover and balance sheet total in euros (R-I4).

    Micro: under 10 persons and turnover or balance at most 2 M€. PME: under 250 and (turnover at most
    50 M€ or balance at most 43 M€). ETI: under 5,000 and (turnover at most 1,500 M€ or balance at most
    2,000 M€). Else GE.
    """
    size = _size(persons, turnover, balance_sheet_total)
    figures = {"persons": persons, "turnover": turnover, "balance": balance_sheet_total}
    return CompanySize(size, Explanation(f"size.{size}", figures))


def _size(persons: int, turnover: Decimal, balance: Decimal) -> SizeClass:
    if persons < 10 and (turnover <= _MICRO_MONEY or balance <= _MICRO_MONEY):
        return "micro"
    if persons < 250 and (turnover <= _PME_TURNOVER or balance <= _PME_BALANCE):
        return "pme"
    if persons < 5_000 and (turnover <= _ETI_TURNOVER or balance <= _ETI_BALANCE):
        return "eti"
    return "ge"
