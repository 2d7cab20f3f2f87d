"""How often a message is tried, and how many leave in a minute."""

from __future__ import annotations

from datetime import date, timedelta

from negoce.outbox.enums import ContactPurpose
from negoce.outbox.rules.retention import kept_from
from negoce.outbox.rules.retry import MOST_ATTEMPTS, Room, next_delay, room, throttle_delay


def test_delays_grow_and_end() -> None:
    delays = [next_delay(number) for number in range(1, MOST_ATTEMPTS + 1)]
    assert delays[:3] == [timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=15)]
    assert delays[-1] is None
    assert sorted(delay for delay in delays if delay) == [delay for delay in delays if delay]
    assert sum((delay for delay in delays if delay), timedelta()) > timedelta(days=1)


def test_the_minute_fills_up() -> None:
    assert room(9, 10) == Room(any_kind=1, bulk=0)
    assert room(0, 10) == Room(any_kind=10, bulk=8)
    assert room(0, 100_000) == Room(any_kind=100_000, bulk=99_980)
    assert room(12, 10) == Room(any_kind=0, bulk=0)
    assert room(0, 1) == Room(any_kind=1, bulk=1)
    assert throttle_delay(45) == timedelta(seconds=15)
    assert throttle_delay(59.9) == timedelta(seconds=1)


def test_how_long_messages_are_kept() -> None:
    today = date(2026, 11, 20)
    assert kept_from(ContactPurpose.PROFESSIONAL, today) == date(2023, 11, 20)
    assert kept_from(ContactPurpose.CONTRACTUAL, today) == date(2016, 11, 20)
