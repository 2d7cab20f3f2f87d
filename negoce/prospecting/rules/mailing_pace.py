"""When each message of a mailing may leave. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta


def moment_of(number: int, start: datetime, a_minute: int | None) -> datetime:
    """Return when message `number`, from 0, may leave: evenly, `a_minute` of them; at once without a pace."""
    if not a_minute:
        return start
    return start + timedelta(seconds=60 * number / a_minute)
