"""How often a message is tried, and how long one waits in between. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

# Mail servers that greylist ask for some minutes; an outage lasts hours. The last try comes a day and a half later.
_DELAYS = (1, 5, 15, 60, 180, 360, 720, 720)
MOST_ATTEMPTS = len(_DELAYS) + 1


def next_delay(attempts: int) -> timedelta | None:
    """Return how long to wait after the n-th attempt that failed for now; None when it was the last."""
    if attempts >= MOST_ATTEMPTS:
        return None
    return timedelta(minutes=_DELAYS[max(attempts, 1) - 1])


@dataclass(frozen=True, slots=True)
class Room:
    """How many messages may leave now: of any kind, and of those that are one of many."""

    any_kind: int
    bulk: int


def room(under_way: int, a_minute: int) -> Room:
    """Return what the minute still takes; a fifth of it, twenty at most, is kept for what people send one by one."""
    kept = min(20, a_minute // 5)
    return Room(max(0, a_minute - under_way), max(0, a_minute - kept - under_way))


def throttle_delay(oldest_age: float) -> timedelta:
    """Return how long to wait for a place: the oldest message of the full minute left `oldest_age` seconds ago."""
    return timedelta(seconds=max(1.0, 60.0 - oldest_age))
