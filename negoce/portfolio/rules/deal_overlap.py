"""What a deal of an existing customer adds to the orders that are expected of them anyway. Pure.

A customer from whom 4,000 € are expected this quarter and who talks about 5,000 € of what they always buy brings
1,000 € more, not 5,000 €. The same money is counted once: the deal counts for what lies beyond.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from negoce.kit.explain import Explanation
from negoce.portfolio.rules.forecast_months import HORIZONS, Amounts

# What is expected is compared with deals quarter by quarter: who orders each quarter does not order each month.
STRETCH = HORIZONS[1]
YEAR = HORIZONS[2]
_CENT = 0.005


@dataclass(frozen=True, slots=True)
class Offered:
    """A deal of a company: `families` shares its amount among families of products, empty when no offer tells."""

    key: int
    amount: float
    probability: float
    closing: date
    families: Mapping[int | None, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Usual:
    """What is expected of a company anyway, and how what it bought divides among families of products."""

    expected: Amounts = field(default_factory=Amounts)
    families: Mapping[int | None, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Beyond:
    """How much of a deal is the same money as orders expected anyway, and what it adds, if it is won."""

    amount: float
    already: float
    families: Mapping[int | None, float]

    @property
    def adds(self) -> float:
        """What winning it brings beyond the orders expected."""
        return self.amount - self.already

    @property
    def explanation(self) -> Explanation:
        """All of it new, a part of it, or nothing of it."""
        figures = {"amount": round(self.amount), "already": round(self.already), "adds": round(self.adds)}
        if self.already < _CENT:
            return Explanation("deal.adds_all", figures)
        return Explanation("deal.adds_nothing" if self.adds < _CENT else "deal.adds_a_part", figures)


def beyond_expected(deals: Sequence[Offered], usual: Usual, as_of: date) -> Mapping[int, Beyond]:
    """What each deal of one company adds, by the deal's key.

    A deal in families that the company buys is the same money as what is expected of it in them within the quarter of
    its conclusion; a deal of unknown families the same as anything expected. What a deal takes, in proportion to its
    chance, is no longer there for the next one: deals are served in the order of their conclusion.
    """
    left: dict[tuple[int, int | None], float] = {}
    found: dict[int, Beyond] = {}
    for deal in sorted(deals, key=lambda each: (each.closing, each.key)):
        stretch = max(0, (deal.closing - as_of).days - 1) // STRETCH
        for family, share in (usual.families or {None: 1.0}).items():
            left.setdefault((stretch, family), _within(usual.expected, stretch) * share)
        taken = _taken(deal, {family: rest for (at, family), rest in left.items() if at == stretch})
        for family, amount in taken.items():
            left[stretch, family] -= amount * deal.probability
        adds = {
            family: deal.amount * share - taken.get(family, 0.0) for family, share in deal.families.items()
        }
        found[deal.key] = Beyond(deal.amount, sum(taken.values()), adds)
    return found


def _taken(deal: Offered, left: Mapping[int | None, float]) -> Mapping[int | None, float]:
    if deal.families:
        return {
            family: min(deal.amount * share, left[family])
            for family, share in deal.families.items()
            if left.get(family, 0.0) > 0
        }
    whole = sum(rest for rest in left.values() if rest > 0)
    part = min(1.0, deal.amount / whole) if whole else 0.0
    return {family: rest * part for family, rest in left.items() if rest > 0}


def _within(expected: Amounts, stretch: int) -> float:
    """What is expected within a stretch of 90 days; beyond the first at the pace of the rest of the year."""
    _month, quarter, year = expected.mean
    return max(0.0, quarter if stretch == 0 else (year - quarter) * STRETCH / (YEAR - STRETCH))
