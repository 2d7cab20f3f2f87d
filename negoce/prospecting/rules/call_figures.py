"""What calls gave: pace, share reached, meetings, with how sure a share is. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from negoce.kit.numbers import percent_of
from negoce.prospecting.enums import CallOutcome

# Somebody who may decide, or the person asked for, was spoken to.
REACHED = frozenset(
    {
        CallOutcome.CALLBACK,
        CallOutcome.MEETING,
        CallOutcome.NOT_INTERESTED,
        CallOutcome.OPPOSED,
        CallOutcome.QUOTE,
    }
)
# Nobody was spoken to: the number may be tried again.
UNANSWERED = frozenset({CallOutcome.NO_ANSWER, CallOutcome.VOICEMAIL})
# 19 times out of 20.
_Z = Decimal("1.959964")
_TENTH = Decimal("0.1")
_HOUR = 3600


@dataclass(frozen=True, slots=True)
class Share:
    """`count` of `total`, in percent to a tenth, with the interval that holds it 19 times out of 20 (Wilson)."""

    count: int
    total: int
    percent: Decimal | None
    low: Decimal | None
    high: Decimal | None


def share(count: int, total: int, z: Decimal = _Z) -> Share:
    """The share of `count` among `total`; no figure when there is nothing to count from.

    Another `z` gives another interval. Raises ValueError when more are counted than there are.
    """
    if not 0 <= count <= total:
        raise ValueError("count must lie between 0 and total")
    if total == 0:
        return Share(0, 0, None, None, None)
    rate, number, squared = Decimal(count) / total, Decimal(total), z * z
    middle = (rate + squared / (2 * number)) / (1 + squared / number)
    half = z * (rate * (1 - rate) / number + squared / (4 * number * number)).sqrt() / (1 + squared / number)
    low = Decimal(0) if count == 0 else middle - half
    high = Decimal(1) if count == total else middle + half
    return Share(count, total, percent_of(rate, 1, 1), percent_of(low, 1, 1), percent_of(high, 1, 1))


def pace(calls: int, seconds: int) -> Decimal | None:
    """Calls an hour over the time spent on them, to a tenth; None below a minute, which says nothing."""
    if seconds < 60:
        return None
    return (Decimal(calls) * _HOUR / seconds).quantize(_TENTH, ROUND_HALF_UP)
