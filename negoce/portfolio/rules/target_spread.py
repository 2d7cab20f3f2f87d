"""How a yearly figure is spread over twelve months, and how last year's becomes this one's. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal

MONTHS = 12
_UNIT = Decimal(1)
ZERO = Decimal(0)


def spread_year(total: Decimal, weights: Sequence[Decimal] = ()) -> tuple[Decimal, ...]:
    """Twelve whole amounts that add up to `total`, in proportion to `weights` (last year's months), evenly without.

    Months that took back more than they sold weigh nothing. What rounding leaves goes to the months that lost most
    by it; cents of the total go to the last month that weighs something. Raises ValueError for a negative total.
    """
    if total < 0:
        raise ValueError("a target is not negative")
    shares = [max(weight, ZERO) for weight in weights]
    if len(shares) != MONTHS or not sum(shares, ZERO):
        shares = [_UNIT] * MONTHS
    whole = total.quantize(_UNIT, ROUND_FLOOR)
    exact = [whole * share / sum(shares, ZERO) for share in shares]
    spread = [value.quantize(_UNIT, ROUND_FLOOR) for value in exact]
    left = int(whole - sum(spread, ZERO))
    # The sort is stable: of equals the earliest month is served first.
    most_cut = sorted(range(MONTHS), key=lambda at: spread[at] - exact[at])
    for at in most_cut[:left]:
        spread[at] += _UNIT
    last = max(at for at in range(MONTHS) if shares[at])
    spread[last] += total - whole
    return tuple(spread)


def raised(amount: Decimal, percent: Decimal) -> Decimal:
    """An amount `percent` points higher (or lower, never under 0), to the whole euro."""
    return max(ZERO, (amount * (100 + percent) / 100).quantize(_UNIT, ROUND_HALF_UP))
