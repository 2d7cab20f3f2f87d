"""Deals that were decided, set side by side: where more are won than elsewhere, at which step and when they end. Pure.

Nothing is concluded from few deals, nor from a difference that chance makes easily: so many groups are compared on
one page that one in twenty would differ by luck.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from statistics import median
from typing import TypeVar

from negoce.kit.explain import Explanation
from negoce.portfolio.rules.reasons import Tally
from negoce.prospecting.rules.call_figures import Share, share

# Groups of fewer deals are shown and not judged; nor are delays and marks of fewer.
FEW = 10
# 99 times out of 100.
_Z = Decimal("2.575829")
_MOST_FINDINGS = 6
Key = TypeVar("Key")


class Standing(StrEnum):
    """How often a group is won beside the rest."""

    FEW = "few"
    SAME = "same"
    MORE = "more"
    LESS = "less"


@dataclass(frozen=True, slots=True)
class Compared:
    """A group beside all deals that are not of it."""

    tally: Tally
    rest: Tally
    standing: Standing

    @property
    def share(self) -> Share:
        """How often it is won, with its interval."""
        return share(self.tally.won, self.tally.decided)


def compared(groups: Mapping[Key, Tally], whole: Tally) -> Mapping[Key, Compared]:
    """Each group beside the rest of the whole; a group that is the whole has nothing to stand beside."""
    found = {}
    for key, tally in groups.items():
        rest = Tally(max(whole.won - tally.won, 0), max(whole.lost - tally.lost, 0))
        found[key] = Compared(tally, rest, standing_of(tally, rest))
    return found


def standing_of(tally: Tally, rest: Tally) -> Standing:
    """Whether a group is won more or less often than the rest, as far as so many deals can tell.

    The interval of the difference of both shares is Newcombe’s, from the two Wilson intervals: it holds the
    difference 99 times out of 100. It says something where it leaves zero outside.
    """
    if min(tally.decided, rest.decided) < FEW:
        return Standing.FEW
    one, two = share(tally.won, tally.decided, _Z), share(rest.won, rest.decided, _Z)
    gap = _of(one.percent) - _of(two.percent)
    down = (_of(one.percent) - _of(one.low)) ** 2 + (_of(two.high) - _of(two.percent)) ** 2
    up = (_of(one.high) - _of(one.percent)) ** 2 + (_of(two.percent) - _of(two.low)) ** 2
    if gap - down.sqrt() > 0:
        return Standing.MORE
    return Standing.LESS if gap + up.sqrt() < 0 else Standing.SAME


def findings(tables: Mapping[str, Mapping[Key, Compared]]) -> Sequence[Explanation]:
    """What stands out of the tables named, what weighs most first: by the deals won more or less than elsewhere."""
    found: list[tuple[Decimal, str, str, Explanation]] = []
    for name, groups in tables.items():
        for key, each in groups.items():
            if each.standing not in (Standing.MORE, Standing.LESS):
                continue
            rest = share(each.rest.won, each.rest.decided)
            figures = {
                "table": name,
                "key": key,
                "percent": each.share.percent,
                "count": each.tally.decided,
                "rest": rest.percent,
            }
            weight = each.tally.decided * abs(_of(each.share.percent) - _of(rest.percent))
            found.append((-weight, name, str(key), Explanation(f"win_loss.{each.standing.value}", figures)))
    return [each[3] for each in sorted(found, key=lambda each: each[:3])[:_MOST_FINDINGS]]


def size_cuts(quarters: Sequence[Decimal]) -> tuple[Decimal, ...]:
    """The amounts at the quarters of what was decided, rounded to two figures; fewer where they fall together."""
    return tuple(sorted({_two_figures(each) for each in quarters}))


@dataclass(frozen=True, slots=True)
class Spread:
    """Days, in the middle, and between which the middle half lies; None for fewer deals than may be judged."""

    count: int
    middle: int | None = None
    low: int | None = None
    high: int | None = None


def spread(days: Iterable[int | None], few: int = FEW) -> Spread:
    """The median of days that are known, with the quartiles around it."""
    known = sorted(each for each in days if each is not None and each >= 0)
    if len(known) < max(few, 1):
        return Spread(len(known))
    low, high = known[(len(known) - 1) // 4], known[len(known) * 3 // 4]
    return Spread(len(known), int(median(known)), low, high)


@dataclass(frozen=True, slots=True)
class StepEnd:
    """A step: deals that reached it, those lost there, the days that won and lost ones spent at it."""

    step: str
    reached: int
    lost: int
    lost_amount: Decimal
    won_days: Spread
    lost_days: Spread

    @property
    def share(self) -> Share:
        """Of the deals that reached it, how many were lost there."""
        return share(self.lost, self.reached)


def step_ends(
    decided: int,
    steps: Sequence[str],
    lost_at: Mapping[str, Tally],
    days: Mapping[tuple[str, bool], Iterable[int]],
) -> Sequence[StepEnd]:
    """Each step in its order; `lost_at` counts deals lost at each, `days` those that won and lost ones spent there.

    A lost deal ended at the step where it stood; it went through all before it. A won one went through all.
    """
    fell = {step: lost_at.get(step, Tally()) for step in steps}
    reached, found = decided, []
    for step in steps:
        here = fell[step]
        spent = spread(days.get((step, True), ())), spread(days.get((step, False), ()))
        found.append(StepEnd(step, reached, here.lost, here.lost_amount, *spent))
        reached -= here.lost
    return found


def _two_figures(amount: Decimal) -> Decimal:
    unit = Decimal(10) ** (amount.adjusted() - 1)
    return Decimal(int((amount / unit).to_integral_value()) * int(unit)) if unit >= 1 else amount


def _of(value: Decimal | None) -> Decimal:
    return Decimal(0) if value is None else value
