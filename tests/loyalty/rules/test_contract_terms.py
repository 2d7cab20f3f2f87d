"""Terms, notice and periods: month ends, leap years, and nothing between two periods."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from negoce.loyalty.enums import Period, Renewal
from negoce.loyalty.rules.contract_terms import (
    MONTHS,
    earliest_end,
    fits,
    last_notice_day,
    letter_window,
    next_due,
    periods_due,
    span,
    spans_until,
    term_of,
)

DAYS = st.dates(date(2015, 1, 1), date(2035, 12, 31))
ONE_DAY = timedelta(days=1)
# A machine shared by many may stall while a date is drawn.
PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def test_month_ends_do_not_drift() -> None:
    spans = spans_until(date(2027, 1, 31), 1, date(2027, 5, 1))
    assert [(each.starts_on, each.ends_on) for each in spans] == [
        (date(2027, 1, 31), date(2027, 2, 27)),
        (date(2027, 2, 28), date(2027, 3, 30)),
        (date(2027, 3, 31), date(2027, 4, 29)),
        (date(2027, 4, 30), date(2027, 5, 30)),
    ]
    # The leap day of 2028 belongs to the period that it ends in.
    assert span(date(2027, 1, 31), 1, 13).starts_on == date(2028, 2, 29)
    assert span(date(2024, 2, 29), 12, 0).ends_on == date(2025, 2, 27)


@PATIENT
@given(start=DAYS, period=st.sampled_from(Period), terms=st.integers(1, 6), years=st.integers(1, 3))
def test_periods_cover_the_term_without_gap_or_overlap(
    start: date, period: Period, terms: int, years: int
) -> None:
    months = 12 * years
    assert fits(months, period)
    end = span(start, months, terms - 1).ends_on
    found = spans_until(start, MONTHS[period], end)
    assert found[0].starts_on == start
    assert found[-1].ends_on == end
    assert len(found) == terms * months // MONTHS[period]
    for before, after in pairwise(found):
        assert after.starts_on == before.ends_on + ONE_DAY
        assert before.starts_on <= before.ends_on


@pytest.mark.parametrize(
    ("day", "renewal", "renewals", "expected"),
    [
        (date(2026, 6, 1), Renewal.TACIT, 0, date(2026, 12, 31)),
        (date(2026, 12, 31), Renewal.TACIT, 0, date(2026, 12, 31)),
        (date(2027, 1, 1), Renewal.TACIT, 0, date(2027, 12, 31)),
        (date(2027, 1, 1), Renewal.NONE, 0, date(2026, 12, 31)),
        (date(2026, 6, 1), Renewal.EXPRESS, 1, date(2027, 12, 31)),
        (date(2030, 6, 1), Renewal.EXPRESS, 1, date(2027, 12, 31)),
    ],
)
def test_the_term_of_a_day(day: date, renewal: Renewal, renewals: int, expected: date) -> None:
    assert term_of(date(2026, 1, 1), 12, day, renewal, renewals).ends_on == expected


@pytest.mark.parametrize(
    ("noticed_on", "renewal", "expected"),
    [
        # Notice of 90 days before 31 December: 2 October at the latest.
        (date(2026, 10, 2), Renewal.TACIT, date(2026, 12, 31)),
        (date(2026, 10, 3), Renewal.TACIT, date(2027, 12, 31)),
        (date(2026, 12, 30), Renewal.NONE, date(2026, 12, 31)),
    ],
)
def test_notice_given_too_late_binds_for_a_term_more(
    noticed_on: date, renewal: Renewal, expected: date
) -> None:
    assert last_notice_day(date(2026, 12, 31), 90) == date(2026, 10, 2)
    assert earliest_end(date(2026, 1, 1), 12, 90, renewal, 0, noticed_on) == expected


def test_the_letter_goes_from_three_months_to_one_before_the_last_day_of_notice() -> None:
    assert letter_window(date(2026, 10, 31)) == (date(2026, 7, 31), date(2026, 9, 30))


@pytest.mark.parametrize(
    ("in_advance", "today", "ends_on", "expected"),
    [
        (True, date(2026, 1, 1), None, [(date(2026, 1, 1), date(2026, 3, 31))]),
        (False, date(2026, 3, 31), None, []),
        (False, date(2026, 4, 1), None, [(date(2026, 1, 1), date(2026, 3, 31))]),
        (True, date(2025, 12, 31), None, []),
        # Ended on 15 April: the second period is cut, none follows.
        (
            True,
            date(2027, 1, 1),
            date(2026, 4, 15),
            [(date(2026, 1, 1), date(2026, 3, 31)), (date(2026, 4, 1), date(2026, 4, 15))],
        ),
    ],
)
def test_periods_to_invoice(
    in_advance: bool, today: date, ends_on: date | None, expected: list[tuple[date, date]]
) -> None:
    found = periods_due(date(2026, 1, 1), Period.QUARTER, today=today, ends_on=ends_on, in_advance=in_advance)
    assert [(each.starts_on, each.ends_on) for each in found] == expected


@PATIENT
@given(start=DAYS, today=DAYS, period=st.sampled_from(Period), in_advance=st.booleans())
def test_what_is_due_next_is_what_becomes_due(
    start: date, today: date, period: Period, in_advance: bool
) -> None:
    due = periods_due(start, period, today=today, ends_on=None, in_advance=in_advance)
    day = next_due(start, period, range(len(due)), ends_on=None, in_advance=in_advance)
    assert day is not None
    assert day > today
    assert len(periods_due(start, period, today=day, ends_on=None, in_advance=in_advance)) == len(due) + 1


def test_a_period_whose_invoice_went_is_due_next() -> None:
    start = date(2026, 1, 1)
    days = [next_due(start, Period.QUARTER, done, ends_on=None, in_advance=True) for done in ((0, 1), (1,))]
    assert days == [date(2026, 7, 1), date(2026, 1, 1)]


def test_a_term_is_made_of_whole_periods() -> None:
    assert [fits(18, period) for period in Period] == [True, True, True, False]
    assert not fits(0, Period.MONTH)
