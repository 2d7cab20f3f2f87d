"""What an action brought, measured against companies like those that did not receive it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from math import isfinite, sqrt
from statistics import fmean, variance

# Below so many companies on either side an interval says nothing that a person could use.
MINIMUM = 30
# Both tails together leave 5 %.
QUANTILE = 1.959964
_CENTS = Decimal(100)
_CENT = Decimal("0.01")


class EffectVerdict(StrEnum):
    """What may be said of a difference."""

    NOT_ENOUGH = "not_enough"
    MORE = "more"
    LESS = "less"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one company did within the days measured; cents exclude VAT, the margin is None when a cost is unknown."""

    orders: int
    net_cents: int
    margin_cents: int | None


@dataclass(frozen=True, slots=True)
class Difference:
    """Means a company of both sides, how much more the treated did, and between what and what it lies (95 %)."""

    treated: Decimal
    control: Decimal
    more: Decimal
    low: Decimal
    high: Decimal

    @property
    def verdict(self) -> EffectVerdict:
        """Sure of its sign only when the whole interval is on one side of zero."""
        if self.low > 0:
            return EffectVerdict.MORE
        return EffectVerdict.LESS if self.high < 0 else EffectVerdict.UNCLEAR


@dataclass(frozen=True, slots=True)
class Effect:
    """`orders` in orders a company, `net` and `margin` in euros a company; None without enough companies."""

    treated: int
    control: int
    orders: Difference | None
    net: Difference | None
    margin: Difference | None

    @property
    def verdict(self) -> EffectVerdict:
        """What the orders say."""
        return self.orders.verdict if self.orders is not None else EffectVerdict.NOT_ENOUGH


def effect(treated: Sequence[Outcome], control: Sequence[Outcome], minimum: int = MINIMUM) -> Effect:
    """The effect on companies drawn by lot against those that the lot left out, whatever became of either.

    Each difference of means has its 95 % interval (Welch). Companies whose margin is not known are left out of the
    margin alone.
    """
    margins = [
        [Decimal(each.margin_cents) / _CENTS for each in side if each.margin_cents is not None]
        for side in (treated, control)
    ]
    return Effect(
        treated=len(treated),
        control=len(control),
        orders=_difference([each.orders for each in treated], [each.orders for each in control], minimum),
        net=_difference(
            [Decimal(each.net_cents) / _CENTS for each in treated],
            [Decimal(each.net_cents) / _CENTS for each in control],
            minimum,
        ),
        margin=_difference(margins[0], margins[1], minimum),
    )


def _difference(
    treated: Sequence[int] | Sequence[Decimal], control: Sequence[int] | Sequence[Decimal], minimum: int
) -> Difference | None:
    if min(len(treated), len(control)) < max(minimum, 2):
        return None
    left, right = [float(each) for each in treated], [float(each) for each in control]
    parts = [variance(side) / len(side) for side in (left, right)]
    more = fmean(left) - fmean(right)
    half = _student(_freedom(parts, (len(left), len(right)))) * sqrt(sum(parts))
    return Difference(
        *(_rounded(each) for each in (fmean(left), fmean(right), more, more - half, more + half))
    )


def _freedom(parts: Sequence[float], sizes: Sequence[int]) -> float:
    """Degrees of freedom of Welch and Satterthwaite."""
    below = sum(part**2 / (size - 1) for part, size in zip(parts, sizes, strict=True))
    return sum(parts) ** 2 / below if below > 0 else float("inf")


def _student(freedom: float) -> float:
    """The quantile of Student's law, by the expansion of Cornish and Fisher: to 0.1 % from 10 degrees on."""
    if not isfinite(freedom):
        return QUANTILE
    z = QUANTILE
    first = (z**3 + z) / 4
    second = (5 * z**5 + 16 * z**3 + 3 * z) / 96
    return z + first / freedom + second / freedom**2


def _rounded(value: float) -> Decimal:
    return Decimal(repr(value)).quantize(_CENT, ROUND_HALF_UP)
