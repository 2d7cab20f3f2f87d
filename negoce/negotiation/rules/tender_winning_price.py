"""Which price wins: the highest one that still ranks first against what competitors may offer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from negoce.kit.explain import Finding
from negoce.kit.money import CENT, round_money
from negoce.kit.worked import CannotWork, Step, Worked
from negoce.negotiation.rules.tender_grid import TIE
from negoce.negotiation.rules.tender_price_note import USUAL_SLOPE, PriceMethod, exact_notes

HUNDRED = Decimal(100)
# Beyond, nobody would believe that the price counts at all.
HIGHEST_CENTS = 10**14


@dataclass(frozen=True, slots=True)
class Grading:
    """How the buyer judges: the weight of the price in percent points, the highest note, the method and its n."""

    price_weight: Decimal
    highest: Decimal
    method: PriceMethod
    slope: Decimal = USUAL_SLOPE


@dataclass(frozen=True, slots=True)
class Guess:
    """What a competitor may offer: a price excluding VAT, and the note of all that is not the price."""

    name: str
    price: Decimal
    quality: Decimal


@dataclass(frozen=True, slots=True)
class WinningPrice:
    """Against whom, the highest price that ranks first, and what it leaves; `name` "" stands for all together.

    `price` is None when none wins, and when any does: `any_price` tells them apart. `margin` and `rate` (percent of
    the price) are None without a cost.
    """

    name: str
    price: Decimal | None
    any_price: bool = False
    margin: Decimal | None = None
    rate: Decimal | None = None


def winning_prices(
    guesses: Sequence[Guess], *, quality: Decimal, grading: Grading, cost: Decimal | None = None
) -> Worked[tuple[WinningPrice, ...]]:
    """Return the winning price against each guess alone, in order, then against all at once when there are several.

    To win is to have more points than each of the others, notes not rounded: a tie does not count. Raises CannotWork
    as the price notes do, and for a weight or a note of quality out of its bounds.
    """
    _check(guesses, quality, grading)
    sets: list[tuple[str, Sequence[Guess]]] = [(each.name, [each]) for each in guesses]
    if len(guesses) > 1:
        sets.append(("", guesses))
    found = [_against(name, rivals, quality, grading, cost) for name, rivals in sets]
    weights = {"price": grading.price_weight, "rest": HUNDRED - grading.price_weight, "quality": quality}
    steps = [Step("winning.points", weights), *(_step(each) for each in found if each.price is not None)]
    findings = [_without_price(each) for each in found if each.price is None]
    if any(each.margin is not None and each.margin < 0 for each in found):
        findings.append(Finding("winning.at_a_loss", "warning"))
    return Worked(tuple(found), tuple(steps), tuple(findings))


def ranks_first(price: Decimal, rivals: Sequence[Guess], quality: Decimal, grading: Grading) -> bool:
    """Tell whether an offer of ours at this price has more points than each of the others."""
    prices = [price, *(each.price for each in rivals)]
    notes = exact_notes(prices, highest=grading.highest, method=grading.method, slope=grading.slope)
    rest = HUNDRED - grading.price_weight
    ours = grading.price_weight * notes[0] + rest * quality
    theirs = (
        grading.price_weight * note + rest * each.quality
        for note, each in zip(notes[1:], rivals, strict=True)
    )
    return all(ours - each > TIE for each in theirs)


def _against(
    name: str, rivals: Sequence[Guess], quality: Decimal, grading: Grading, cost: Decimal | None
) -> WinningPrice:
    def wins(cents: int) -> bool:
        return ranks_first(cents * CENT, rivals, quality, grading)

    # The dearer we are, the fewer points we have over any of them, whatever the method: halving finds the last price.
    if not wins(1):
        return WinningPrice(name, None)
    if wins(HIGHEST_CENTS):
        return WinningPrice(name, None, any_price=True)
    low, high = 1, HIGHEST_CENTS
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if wins(middle) else (low, middle)
    price = low * CENT
    if cost is None:
        return WinningPrice(name, price)
    margin = round_money(price - cost)
    return WinningPrice(name, price, False, margin, (margin * HUNDRED / price).quantize(CENT, ROUND_HALF_UP))


def _check(guesses: Sequence[Guess], quality: Decimal, grading: Grading) -> None:
    if not guesses:
        raise CannotWork("price_note.no_price")
    if not 0 < grading.price_weight <= HUNDRED:
        raise CannotWork("winning.weight", weight=grading.price_weight)
    for note in (quality, *(each.quality for each in guesses)):
        if not 0 <= note <= grading.highest:
            raise CannotWork("winning.note", note=note, highest=grading.highest)


def _step(found: WinningPrice) -> Step:
    against = "rival" if found.name else "all"
    figures: dict[str, object] = {"name": found.name, "price": found.price}
    if found.margin is None:
        return Step(f"winning.price_{against}", figures)
    return Step(f"winning.margin_{against}", {**figures, "margin": found.margin, "rate": found.rate})


def _without_price(found: WinningPrice) -> Finding:
    against = "rival" if found.name else "all"
    if found.any_price:
        return Finding(f"winning.any_{against}", "info", {"name": found.name})
    return Finding(f"winning.none_{against}", "warning", {"name": found.name})
