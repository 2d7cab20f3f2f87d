"""When each message of a mailing may leave. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta


def moment_of(number: int, start: datetime, a_minute: int | None) -> datetime:
    """Return when message `number`, from 0, may leave: evenly, `a_minute` of them; at once without a pace."""
    if not a_minute:
        return start
    return start + timedelta(seconds=60 * number / a_minute)


def start_of_pace(number: int, start: datetime | None, a_minute: int | None, now: datetime) -> datetime:
    """Return the start from which message `number` leaves now at the earliest.

    What is late, by a pause or a crash, does not leave all at once: those that follow are as late.
    """
    if start is None or not a_minute:
        return start or now
    return start + max(timedelta(0), now - moment_of(number, start, a_minute))
