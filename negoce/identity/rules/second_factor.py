"""How many wrong codes are too many, and until when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

FAILURES_ALLOWED = 5
WINDOW = timedelta(minutes=10)


def blocked_until(failures: Sequence[datetime], now: datetime) -> datetime | None:
    """Until when codes are refused unread, or None.

    Five wrong codes within ten minutes close the door until ten minutes after the last of them: six digits
    then resist guessing for years.
    """
    recent = sorted(moment for moment in failures if moment > now - WINDOW)
    if len(recent) < FAILURES_ALLOWED:
        return None
    return recent[-1] + WINDOW
