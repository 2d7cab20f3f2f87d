"""How a buyer turns the prices of the offers into notes."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum

from negoce.kit.money import round_money
from negoce.kit.worked import CannotWork, Step, Worked

LEAST_SLOPE, USUAL_SLOPE = Decimal(1), Decimal(2)


class PriceMethod(StrEnum):
    """The three methods that buyers use."""

    CLASSIC = "classic"
    MIN_MAX = "min_max"
    LOWEST = "lowest"


def price_notes(
    prices: Sequence[Decimal], *, highest: Decimal, method: PriceMethod, slope: Decimal = USUAL_SLOPE
) -> Worked[tuple[Decimal, ...]]:
    """Return the note of each price, to two decimals; the lowest always has the highest note (R-S5).

    `slope` is the n of the linear method on the lowest price: a price n times the lowest has no point left. Raises
    CannotWork without a price, for one that is not above zero, a highest note of none, or an n not above 1.
    """
    notes = exact_notes(prices, highest=highest, method=method, slope=slope)
    lowest, dearest = min(prices), max(prices)
    steps = [Step("price_note.bounds", {"lowest": lowest, "dearest": dearest, "offers": len(prices)})]
    if method is PriceMethod.MIN_MAX and lowest == dearest:
        steps.append(Step("price_note.all_alike", {"highest": highest}))
    else:
        bounds = {"highest": highest, "lowest": lowest, "dearest": dearest, "n": slope, "below": slope - 1}
        steps.extend(
            Step(f"price_note.{method}", {**bounds, "price": price, "note": round_money(note)})
            for price, note in zip(prices, notes, strict=True)
        )
    return Worked(tuple(round_money(note) for note in notes), tuple(steps))


def exact_notes(
    prices: Sequence[Decimal], *, highest: Decimal, method: PriceMethod, slope: Decimal = USUAL_SLOPE
) -> list[Decimal]:
    """Return the same notes without rounding."""
    if not prices:
        raise CannotWork("price_note.no_price")
    if min(prices) <= 0:
        raise CannotWork(
            "price_note.price_not_above_zero", price=min(prices), line=prices.index(min(prices)) + 1
        )
    if highest <= 0:
        raise CannotWork("price_note.no_highest")
    if method is PriceMethod.LOWEST and slope <= LEAST_SLOPE:
        raise CannotWork("price_note.slope", n=slope)
    lowest, dearest = min(prices), max(prices)
    if method is PriceMethod.CLASSIC:
        return [highest * lowest / price for price in prices]
    if method is PriceMethod.LOWEST:
        span = (slope - 1) * lowest
        return [max(Decimal(0), highest * (slope * lowest - price) / span) for price in prices]
    if lowest == dearest:
        return [highest for _each in prices]
    return [highest * (dearest - price) / (dearest - lowest) for price in prices]
