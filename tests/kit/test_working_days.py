"""Working days, around weekends and public holidays."""

from __future__ import annotations

from datetime import date

from negoce.kit.working_days import last_working_day, next_working_day, working_days_after


def test_the_next_working_day_is_the_day_itself_when_it_is_one() -> None:
    days = (date(2026, 11, 23), date(2026, 11, 21), date(2026, 12, 25))
    assert [next_working_day(day) for day in days] == [
        date(2026, 11, 23),
        date(2026, 11, 23),
        date(2026, 12, 28),
    ]


def test_the_last_working_day_is_the_day_itself_when_it_is_one() -> None:
    days = (date(2026, 11, 23), date(2026, 11, 22), date(2027, 1, 1), date(2026, 5, 3))
    assert [last_working_day(day) for day in days] == [
        date(2026, 11, 23),
        date(2026, 11, 20),
        date(2026, 12, 31),
        # 1 May is a Friday.
        date(2026, 4, 30),
    ]


def test_working_days_are_counted_over_holidays() -> None:
    # 1 May 2026 is a Friday, 8 May too.
    thursday = date(2026, 4, 30)
    assert [working_days_after(thursday, count) for count in (0, 1, 5, 6)] == [
        thursday,
        date(2026, 5, 4),
        date(2026, 5, 11),
        date(2026, 5, 12),
    ]
