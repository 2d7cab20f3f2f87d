"""What an action brought, against companies alike that it did not reach, when no lot said who. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from math import sqrt
from statistics import fmean, variance

from negoce.automation.rules.effect import MINIMUM, QUANTILE, Difference, Effect, Outcome

# Below so many on either side the spread within a group cannot be told.
_FEWEST = 2
_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Matched:
    """The effect on the treated that have companies alike to be compared with, and how many have none."""

    effect: Effect
    left_out: int


Group = Mapping[Hashable, Sequence[Outcome]]


def matched_effect(treated: Group, control: Group, minimum: int = MINIMUM) -> Matched:
    """The mean difference within groups of companies alike, weighed by where the treated are.

    Both sides come by group (status, what it bought before…). Groups without two companies on each side are left
    aside. The interval (95 %) adds up the variances within groups: it knows chance, not what the groups do not tell
    apart.
    """
    kept = [key for key, side in treated.items() if min(len(side), len(control.get(key, ()))) >= _FEWEST]
    inside = sum(len(treated[key]) for key in kept)
    beside = sum(len(control[key]) for key in kept)
    left_out = sum(len(side) for side in treated.values()) - inside
    enough = min(inside, beside) >= minimum

    def of(name: str, scale: int) -> Difference | None:
        return _weighed(treated, control, kept, name, scale) if enough else None

    return Matched(
        Effect(
            treated=inside,
            control=beside,
            orders=of("orders", 1),
            net=of("net_cents", 100),
            margin=of("margin_cents", 100),
        ),
        left_out,
    )


def _weighed(
    treated: Group, control: Group, kept: Sequence[Hashable], name: str, scale: int
) -> Difference | None:
    sides: dict[Hashable, tuple[list[float], list[float]]] = defaultdict(lambda: ([], []))
    for key in kept:
        for place, side in enumerate((treated[key], control[key])):
            values = (getattr(each, name) for each in side)
            sides[key][place].extend(value / scale for value in values if value is not None)
    known = [pair for pair in sides.values() if min(len(pair[0]), len(pair[1])) >= _FEWEST]
    whole = sum(len(left) for left, _right in known)
    if not whole:
        return None
    mean = [sum(fmean(pair[place]) * len(pair[0]) for pair in known) / whole for place in (0, 1)]
    spread = sum(
        (len(left) / whole) ** 2 * (variance(left) / len(left) + variance(right) / len(right))
        for left, right in known
    )
    more, half = mean[0] - mean[1], QUANTILE * sqrt(spread)
    return Difference(*(_rounded(each) for each in (mean[0], mean[1], more, more - half, more + half)))


def _rounded(value: float) -> Decimal:
    return Decimal(repr(value)).quantize(_CENT, ROUND_HALF_UP)
