"""Room for manoeuvre on a price: the zone where an agreement may be found, and how to give ground by steps. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from negoce.kit.money import round_money
from negoce.kit.worked import CannotWork, Step, Worked

MOST_STEPS = 12
DEFAULT_RATIO = Decimal("0.5")
_ZERO, _ONE = Decimal(0), Decimal(1)


@dataclass(frozen=True, slots=True)
class Zone:
    """`gap` is what separates both reserves when no agreement is possible; `width` then is zero."""

    exists: bool
    low: Decimal
    high: Decimal
    width: Decimal
    gap: Decimal


def own_margin(opening: Decimal, reserve: Decimal) -> Worked[Decimal]:
    """What the seller may give up between the opening offer and the reserve (R-S2).

    Raises CannotWork for an amount below zero or a reserve above the opening.
    """
    _check_amounts(opening, reserve)
    if reserve > opening:
        raise CannotWork("bargaining.reserve_above_opening", reserve=reserve, opening=opening)
    margin = opening - reserve
    figures = {"opening": opening, "reserve": reserve, "margin": margin}
    return Worked(margin, (Step("bargaining.own_margin", figures),))


def agreement_zone(reserve: Decimal, their_reserve: Decimal) -> Worked[Zone]:
    """The prices that both accept: from the seller's reserve to the buyer's, when one is not above the other (R-S2).

    Raises CannotWork for an amount below zero.
    """
    _check_amounts(reserve, their_reserve)
    width = their_reserve - reserve
    figures: dict[str, object] = {"reserve": reserve, "their_reserve": their_reserve}
    if width < 0:
        step = Step("bargaining.no_zone", {**figures, "gap": -width})
        return Worked(Zone(exists=False, low=reserve, high=their_reserve, width=_ZERO, gap=-width), (step,))
    step = Step("bargaining.zone", {**figures, "width": width})
    return Worked(Zone(exists=True, low=reserve, high=their_reserve, width=width, gap=_ZERO), (step,))


def check_total(total: Decimal, offer: Decimal | None) -> None:
    """Raises CannotWork for a plan that gives up the whole offer or more: nothing would be left to sell (R-S3)."""
    if offer is not None and total >= offer > 0:
        raise CannotWork("concession.more_than_offer", total=total, offer=offer)


def concession_shares(
    total: Decimal, steps: int, ratio: Decimal = DEFAULT_RATIO
) -> Worked[tuple[Decimal, ...]]:
    """Share a total out over decreasing concessions, each `ratio` times the one before (R-S3).

    Each is rounded to the cent and the last takes the remainder, so that they sum to the total exactly. Raises
    CannotWork for a total that is not above zero, fewer than 1 or more than 12 steps, a ratio outside ]0; 1], or a
    total too small for each step to give something.
    """
    if total <= 0:
        raise CannotWork("concession.nothing_to_give")
    if not 1 <= steps <= MOST_STEPS:
        raise CannotWork("concession.steps_out_of_range", steps=steps, most=MOST_STEPS)
    if not 0 < ratio <= 1:
        raise CannotWork("concession.ratio_out_of_range", ratio=ratio)
    weights = [ratio**power for power in range(steps)]
    shares = [round_money(total * weight / sum(weights, _ZERO)) for weight in weights[:-1]]
    shares.append(total - sum(shares, _ZERO))
    # Of next to nothing, the rounded parts leave the last one without any, or with more than the one before.
    if min(shares) <= 0 or (ratio < _ONE and sorted(shares, reverse=True) != shares):
        raise CannotWork("concession.too_little", total=total, steps=steps)
    worked = [Step("concession.weights", {"steps": steps, "ratio": ratio, "sum": sum(weights, _ZERO)})]
    worked += [
        Step("concession.share", {"number": number, "share": share})
        for number, share in enumerate(shares, start=1)
    ]
    return Worked(tuple(shares), tuple(worked))


def _check_amounts(*amounts: Decimal) -> None:
    if any(amount < 0 for amount in amounts):
        raise CannotWork("amount.negative")
