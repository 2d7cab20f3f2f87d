"""When people answer, learned from one's own calls. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from negoce.kit.numbers import percent_of

# Fewer calls in all say nothing of hours.
ENOUGH_CALLS = 100
# An hour is told apart from this many calls on.
ENOUGH_AN_HOUR = 10
# How many calls at the common rate each hour is given to begin with: few calls move it little.
_WEIGHT = 20
_HUNDRED = Decimal(100)
Cell = tuple[int, int]


@dataclass(frozen=True, slots=True)
class HourRate:
    """One hour of one weekday (0 Monday): calls made, people reached, the smoothed rate in percent to a tenth."""

    weekday: int
    hour: int
    calls: int
    reached: int
    percent: Decimal

    @property
    def is_known(self) -> bool:
        """Whether enough calls were made at that hour for its rate to be told."""
        return self.calls >= ENOUGH_AN_HOUR


@dataclass(frozen=True, slots=True)
class BestHours:
    """Every hour called in; `best` the known ones, best first. `is_enough` says whether anything may be concluded."""

    calls: int
    percent: Decimal | None
    hours: Sequence[HourRate]
    best: Sequence[HourRate]
    is_enough: bool

    def of(self, weekday: int, hour: int) -> HourRate | None:
        """What is known of one hour; None when nobody called in it."""
        return next((each for each in self.hours if (each.weekday, each.hour) == (weekday, hour)), None)


def best_hours(counts: Mapping[Cell, tuple[int, int]]) -> BestHours:
    """Rates by (weekday, hour) from (calls, reached), each drawn towards the common rate by 20 calls at it.

    Below 100 calls nothing is ranked; an hour with fewer than 10 calls is shown but not ranked.
    """
    calls = sum(made for made, _reached in counts.values())
    reached = sum(got for _made, got in counts.values())
    if not calls:
        return BestHours(0, None, (), (), is_enough=False)
    common = Decimal(reached) / calls
    hours = [
        HourRate(weekday, hour, made, got, percent_of(_smoothed(got, made, common), 1, 1))
        for (weekday, hour), (made, got) in sorted(counts.items())
    ]
    enough = calls >= ENOUGH_CALLS
    known = [each for each in hours if enough and each.is_known]
    best = sorted(known, key=lambda each: (-each.percent, -each.calls, each.weekday, each.hour))
    return BestHours(calls, percent_of(common, 1, 1), hours, best, is_enough=enough and bool(best))


def rates_now(counts: Mapping[str, tuple[int, int]]) -> Mapping[str, Decimal]:
    """Smoothed rates of each trade at one hour from (calls, reached), in percent; "" is that of all, 0 without a call.

    A trade with fewer than 10 calls at that hour is left out: it goes by the common rate.
    """
    calls = sum(made for made, _got in counts.values())
    reached = sum(got for _made, got in counts.values())
    common = Decimal(reached) / calls if calls else Decimal(0)
    known = {
        trade: _smoothed(got, made, common)
        for trade, (made, got) in counts.items()
        if trade and made >= ENOUGH_AN_HOUR
    }
    return {trade: rate * _HUNDRED for trade, rate in {"": common, **known}.items()}


def _smoothed(reached: int, calls: int, common: Decimal) -> Decimal:
    return (reached + _WEIGHT * common) / (calls + _WEIGHT)
