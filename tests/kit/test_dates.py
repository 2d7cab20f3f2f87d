"""Dates: months added, dates written, dates read."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negoce.kit.dates import (
    add_months,
    add_years,
    end_of_month,
    format_date,
    format_date_long,
    format_moment,
    format_relative,
    parse_date,
)

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("start", "months", "reached"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2028-01-31", 1, "2028-02-29"),
        ("2026-11-21", 3, "2027-02-21"),
        ("2026-03-31", -1, "2026-02-28"),
        ("2026-12-15", 1, "2027-01-15"),
        ("2026-01-15", -1, "2025-12-15"),
    ],
)
def test_months_are_added_and_clipped(start: str, months: int, reached: str) -> None:
    assert add_months(date.fromisoformat(start), months) == date.fromisoformat(reached)


def test_years_are_added_and_clipped() -> None:
    assert add_years(date(2023, 11, 22), 3) == date(2026, 11, 22)
    assert add_years(date(2028, 2, 29), 1) == date(2029, 2, 28)
    assert end_of_month(date(2028, 2, 3)) == date(2028, 2, 29)


def test_dates_are_written_in_both_languages() -> None:
    assert format_date(TODAY, "fr") == "21 nov. 2026"
    assert format_date(TODAY, "en") == "21 Nov 2026"
    assert format_date(date(2026, 12, 1), "fr") == "1er déc. 2026"
    assert format_date(date(2026, 12, 11), "fr") == "11 déc. 2026"
    assert format_date(date(2026, 12, 1), "en") == "1 Dec 2026"
    assert format_date_long(date(2026, 12, 1), "fr") == "1er décembre 2026"
    assert format_date_long(date(2026, 12, 1), "en") == "1 December 2026"


@pytest.mark.parametrize(
    ("days", "french", "english"),
    [
        (0, "aujourd’hui", "today"),
        (1, "hier", "yesterday"),
        (-1, "demain", "tomorrow"),
        (12, "il y a 12\u00a0j", "12\u00a0d ago"),
        (-5, "dans 5\u00a0j", "in 5\u00a0d"),
        (60, "il y a 1\u00a0mois", "1\u00a0month ago"),
        (92, "il y a 3\u00a0mois", "3\u00a0months ago"),
        (-100, "dans 3\u00a0mois", "in 3\u00a0months"),
        (800, "il y a 2\u00a0ans", "2\u00a0years ago"),
    ],
)
def test_distance_from_today(days: int, french: str, english: str) -> None:
    assert format_relative(TODAY - timedelta(days=days), TODAY, "fr") == french
    assert format_relative(TODAY - timedelta(days=days), TODAY, "en") == english


@pytest.mark.parametrize(
    "text",
    [
        "31/12/2026", "31-12-26", "31.12.2026", "2026-12-31", "31 déc. 2026", "31 décembre 2026",
        "31 DÉCEMBRE 2026",
        "jeudi 31 décembre 2026", "31 dec 26", "31 Dec 2026", "2026-12-31T00:00:00", "2026-12-31 14:05",
        "31/12/2026 08:30:00",
        " 31/12/2026 ", "2026-12-31T09:00:00+02:00", "31-déc-26",
    ],
)  # fmt: skip
def test_dates_read(text: str) -> None:
    assert parse_date(text, TODAY).value == date(2026, 12, 31)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("31/02/2026", "date.no_such_day"),
        ("29 février 2026", "date.no_such_day"),
        ("00/12/2026", "date.no_such_day"),
        ("12/31/2026", "date.no_such_month"),
        ("2026-13-01", "date.no_such_month"),
        ("01/01/0026", "date.year_out_of_range"),
        ("01/01/9999", "date.year_out_of_range"),
        ("demain", "date.unreadable"),
        ("45000", "date.unreadable"),
        ("1/2", "date.unreadable"),
        ("31/12-2026/5", "date.unreadable"),
        ("١٢/١٢/٢٠٢٦", "date.unreadable"),
        ("9" * 5000, "date.unreadable"),
        ("31 brumaire 2026", "date.unreadable"),
    ],
)
def test_dates_refused_with_their_reason(text: str, code: str) -> None:
    parsed = parse_date(text, TODAY)
    assert parsed.value is None
    assert parsed.finding is not None
    assert parsed.finding.code == code


def test_nothing_given_is_nothing_wrong() -> None:
    parsed = parse_date("  ", TODAY)
    assert (parsed.value, parsed.finding) == (None, None)


@pytest.mark.parametrize(
    ("digits", "year"), [("26", 2026), ("46", 2046), ("47", 1947), ("99", 1999), ("00", 2000)]
)
def test_years_on_two_digits_lie_at_most_twenty_years_ahead(digits: str, year: int) -> None:
    assert parse_date(f"01/06/{digits}", TODAY).value == date(year, 6, 1)


@given(st.dates(date(1850, 1, 1), date(2200, 12, 31)), st.sampled_from(["fr", "en"]))
def test_what_is_written_can_be_read(day: date, language: str) -> None:
    assert parse_date(format_date(day, language), TODAY).value == day
    assert parse_date(format_date_long(day, language), TODAY).value == day
    assert parse_date(f"{day:%d/%m}/{day.year}", TODAY).value == day
    assert parse_date(day.isoformat(), TODAY).value == day


@given(st.text(max_size=50))
def test_reading_never_fails(text: str) -> None:
    parsed = parse_date(text, TODAY)
    assert parsed.value is None or isinstance(parsed.value, date)


def test_moments_say_their_day_and_hour() -> None:
    moment = datetime(2026, 11, 21, 8, 42, tzinfo=UTC)
    assert format_moment(moment, "fr") == "21 nov. 2026, 8\u00a0h\u00a042"
    assert format_moment(moment, "en") == "21 Nov 2026, 08:42"
    assert format_moment(moment.replace(minute=0), "fr") == "21 nov. 2026, 8\u00a0h"
