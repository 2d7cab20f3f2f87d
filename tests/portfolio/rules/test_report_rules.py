"""What a report asks, when it is due, how its lines are gathered."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from negoce.portfolio.enums import ReportRhythm
from negoce.portfolio.rules.report_asked import ReportAsked, read_asked, read_query
from negoce.portfolio.rules.report_fold import REST, Line, fold, keep_first, period_of, ranked_values
from negoce.portfolio.rules.report_schedule import Rhythm, last_due


def test_a_report_is_written_and_read_alike() -> None:
    asked = ReportAsked(
        "orders",
        ("net", "count"),
        ("month", "owner"),
        "net over 100 and company is «A & B»",
        "lines",
        "-net",
        50,
    )
    assert read_query(asked.query) == asked
    assert read_query(ReportAsked("deals").query) == ReportAsked("deals")


def test_what_has_no_sense_is_left_out() -> None:
    asked = read_asked(
        {
            "subject": ["orders"],
            "measure": ["net", "count,net", "a", "b", "c"],
            "group": ["month,owner,team"],
            "chart": ["pie"],
            "top": ["-3"],
        }
    )
    assert asked == ReportAsked("orders", ("net", "count", "a", "b"), ("month", "owner"))
    assert read_asked({"top": ["99999"]}).top == 200


@pytest.mark.parametrize(
    ("rhythm", "now", "due"),
    [
        (Rhythm(ReportRhythm.DAILY, 7), datetime(2026, 11, 20, 7, 0, tzinfo=UTC), date(2026, 11, 20)),
        (Rhythm(ReportRhythm.DAILY, 7), datetime(2026, 11, 20, 6, 59, tzinfo=UTC), date(2026, 11, 19)),
        # 20 November 2026 is a Friday.
        (
            Rhythm(ReportRhythm.WEEKLY, 7, weekday=4),
            datetime(2026, 11, 20, 8, 0, tzinfo=UTC),
            date(2026, 11, 20),
        ),
        (
            Rhythm(ReportRhythm.WEEKLY, 9, weekday=4),
            datetime(2026, 11, 20, 8, 0, tzinfo=UTC),
            date(2026, 11, 13),
        ),
        (
            Rhythm(ReportRhythm.WEEKLY, 7, weekday=0),
            datetime(2026, 11, 20, 8, 0, tzinfo=UTC),
            date(2026, 11, 16),
        ),
        (
            Rhythm(ReportRhythm.MONTHLY, 7, month_day=20),
            datetime(2026, 11, 20, 8, 0, tzinfo=UTC),
            date(2026, 11, 20),
        ),
        (
            Rhythm(ReportRhythm.MONTHLY, 7, month_day=21),
            datetime(2026, 11, 20, 8, 0, tzinfo=UTC),
            date(2026, 10, 21),
        ),
        (
            Rhythm(ReportRhythm.MONTHLY, 7, month_day=28),
            datetime(2026, 1, 5, 8, 0, tzinfo=UTC),
            date(2025, 12, 28),
        ),
    ],
)
def test_the_last_time_it_was_due(rhythm: Rhythm, now: datetime, due: date) -> None:
    assert last_due(rhythm, now) == due


def test_periods() -> None:
    day = date(2026, 11, 20)
    assert [period_of(day, period) for period in ("month", "quarter", "year")] == [
        date(2026, 11, 1),
        date(2026, 10, 1),
        date(2026, 1, 1),
    ]
    assert period_of(None, "month") is None


LINES = [Line(("a",), (1, None)), Line(("b",), (5, 2)), Line(("c",), (3, 1)), Line((None,), (9, 0))]


def test_lines_of_one_key_add_up_and_nothing_stays_nothing() -> None:
    assert fold(LINES[:2], lambda _key: ("x",)) == [Line(("x",), (6, 2))]
    assert fold([LINES[0]], lambda key: key) == [LINES[0]]


def test_ranks_by_amount_or_by_name() -> None:
    by = {"value": lambda parts: parts[0], "name": str}
    assert ranked_values(LINES, descending=True, by_value=True, **by) == [None, "b", "c", "a"]
    assert ranked_values(LINES, descending=False, by_value=False, **by) == ["a", "b", "c", None]


def test_the_others_are_one_line_where_they_add_up() -> None:
    ranked = ["b", "c", "a", None]
    assert keep_first(LINES, ranked, 2, additive=True) == (
        [Line((REST,), (10, 0)), Line(("b",), (5, 2)), Line(("c",), (3, 1))],
        2,
    )
    assert keep_first(LINES, ranked, 2, additive=False) == ([LINES[1], LINES[2]], 2)
    assert keep_first(LINES, ranked, 9, additive=True) == (LINES, 0)
