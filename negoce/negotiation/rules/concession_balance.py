"""What was given and got in a deal, and what giving does to its margin. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from negoce.kit.worked import CannotWork
from negoce.negotiation.enums import ConcessionState
from negoce.negotiation.rules.offsetting_volume import offsetting_volume

_ZERO, _HUNDRED, _RATE = Decimal(0), Decimal(100), Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Exchange:
    """One concession, in so far as it weighs: `value` of what comes back is None when nobody put a figure on it."""

    state: ConcessionState
    cost: Decimal
    value: Decimal | None
    has_counterpart: bool
    is_quoted: bool = False


@dataclass(frozen=True, slots=True)
class Balance:
    """What was given and got by the accepted ones; `unvalued` of them have a counterpart without a figure."""

    given: Decimal
    got: Decimal
    unvalued: int

    @property
    def net(self) -> Decimal:
        """What was got beyond what was given; below zero when more was given."""
        return self.got - self.given


@dataclass(frozen=True, slots=True)
class MarginEffect:
    """Rates in percent points of the price of the quote; `extra_volume` is None when no volume makes up for it."""

    cost: Decimal
    before: Decimal
    after: Decimal
    extra_volume: Decimal | None


def balance(exchanges: Sequence[Exchange]) -> Balance:
    """What the accepted concessions gave and brought."""
    accepted = [each for each in exchanges if each.state == ConcessionState.ACCEPTED]
    return Balance(
        sum((each.cost for each in accepted), _ZERO),
        sum((each.value or _ZERO for each in accepted), _ZERO),
        sum(1 for each in accepted if each.has_counterpart and each.value is None),
    )


def left_to_bear(exchanges: Sequence[Exchange]) -> Decimal:
    """What all concessions that are not refused cost, those that the quote bears already left out."""
    live = [each for each in exchanges if each.state != ConcessionState.REFUSED and not each.is_quoted]
    return sum((each.cost for each in live), _ZERO)


def margin_effect(net: Decimal, margin: Decimal, cost: Decimal) -> MarginEffect | None:
    """What giving `cost` leaves of a margin, in euros both, on a price `net`; None for a price that is not above zero.

    Every concession counts as lost margin on the price as it stands: of a reduction, which lowers the price too, the
    rate told is therefore a little under the one that the quote will show.
    """
    if net <= 0:
        return None
    before, discount = margin / net * _HUNDRED, cost / net * _HUNDRED
    try:
        extra = offsetting_volume(before, discount).value
    except CannotWork:
        extra = None
    after = (before - discount).quantize(_RATE, ROUND_HALF_UP)
    return MarginEffect(cost, before.quantize(_RATE, ROUND_HALF_UP), after, extra)
