"""How often a message is tried, and how long one waits in between. Pure."""

from __future__ import annotations

from datetime import timedelta

# Mail servers that greylist ask for some minutes; an outage lasts hours. The last try comes a day and a half later.
_DELAYS = (1, 5, 15, 60, 180, 360, 720, 720)
MOST_ATTEMPTS = len(_DELAYS) + 1


def next_delay(attempts: int) -> timedelta | None:
    """Return how long to wait after the n-th attempt that failed for now; None when it was the last."""
    if attempts >= MOST_ATTEMPTS:
        return None
    return timedelta(minutes=_DELAYS[max(attempts, 1) - 1])


def throttle_delay(handed: int, a_minute: int, oldest_age: float) -> timedelta | None:
    """Return how long to wait before the next message may leave, or None when one may leave now.

    `handed` messages left within the last minute, the oldest of them `oldest_age` seconds ago.
    """
    if handed < a_minute:
        return None
    return timedelta(seconds=max(1.0, 60.0 - oldest_age))
