"""Where an offer of ours stands as its price moves: its points, those of the best of the others, its rank. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from negoce.kit.money import CENT, round_money
from negoce.negotiation.rules.tender_grid import TIE
from negoce.negotiation.rules.tender_price_note import exact_notes
from negoce.negotiation.rules.tender_winning_price import HUNDRED, Grading, Guess

_THOUSANDTH = Decimal("0.001")
_BELOW, _ABOVE = Decimal("0.7"), Decimal("1.2")


@dataclass(frozen=True, slots=True)
class Standing:
    """Our price, our points and those of the best of the others to three decimals, our rank.

    A tie is lost, as for the price that wins.
    """

    price: Decimal
    points: Decimal
    best: Decimal
    rank: int


def standing_at(price: Decimal, rivals: Sequence[Guess], quality: Decimal, grading: Grading) -> Standing:
    """Return where we stand at a price. Raises CannotWork as the price notes do."""
    prices = [price, *(each.price for each in rivals)]
    notes = exact_notes(prices, highest=grading.highest, method=grading.method, slope=grading.slope)
    rest = HUNDRED - grading.price_weight
    ours = grading.price_weight * notes[0] + rest * quality
    theirs = [
        grading.price_weight * note + rest * each.quality
        for note, each in zip(notes[1:], rivals, strict=True)
    ]
    rank = 1 + sum(ours - each <= TIE for each in theirs)
    return Standing(price, _points(ours), _points(max(theirs)), rank)


def curve_bounds(rivals: Sequence[Guess], known: Sequence[Decimal]) -> tuple[Decimal, Decimal]:
    """Return the lowest and the highest price worth looking at: around those of the others and those `known` of us."""
    prices = [each.price for each in rivals] + [each for each in known if each > 0]
    low, high = min(prices) * _BELOW, max(prices) * _ABOVE
    return max(round_money(low), CENT), max(round_money(high), 2 * CENT)


def price_curve(
    bounds: tuple[Decimal, Decimal], count: int, rivals: Sequence[Guess], quality: Decimal, grading: Grading
) -> tuple[Standing, ...]:
    """Return where we stand at `count` prices evenly spread between the bounds, both included."""
    low, high = bounds
    step = (high - low) / (count - 1)
    prices = [round_money(low + step * place) for place in range(count)]
    return tuple(standing_at(max(each, CENT), rivals, quality, grading) for each in prices)


def _points(weighted: Decimal) -> Decimal:
    return (weighted / HUNDRED).quantize(_THOUSANDTH, ROUND_HALF_UP)
