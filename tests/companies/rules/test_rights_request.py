"""By when a request about data is answered (R-G2)."""

from __future__ import annotations

from datetime import date

import pytest

from negoce.companies.rules.privacy.rights_request import answer_due, may_extend


@pytest.mark.parametrize(
    ("received_on", "complex_request", "due_on"),
    [
        # The worked example of R-G2.
        (date(2026, 1, 31), False, date(2026, 2, 28)),
        (date(2028, 1, 31), False, date(2028, 2, 29)),
        (date(2026, 11, 23), False, date(2026, 12, 23)),
        (date(2026, 1, 31), True, date(2026, 4, 30)),
        (date(2026, 11, 30), True, date(2027, 2, 28)),
    ],
)
def test_the_last_day_of_the_answer(received_on: date, complex_request: bool, due_on: date) -> None:
    assert answer_due(received_on, complex_request=complex_request).due_on == due_on


def test_the_delay_says_what_it_counts_from() -> None:
    reason = answer_due(date(2026, 1, 31)).reason
    assert (reason.code, dict(reason.figures)) == ("rights.due", {"day": date(2026, 1, 31), "months": 1})
    assert answer_due(date(2026, 1, 31), complex_request=True).reason.code == "rights.due_complex"


def test_days_left_go_below_zero_once_late() -> None:
    due = answer_due(date(2026, 1, 31))
    assert [due.days_left(date(2026, 2, day)) for day in (27, 28)] == [1, 0]
    assert due.days_left(date(2026, 3, 2)) == -2


def test_more_months_are_told_within_the_first_one() -> None:
    assert may_extend(date(2026, 1, 31), date(2026, 2, 28)) is True
    assert may_extend(date(2026, 1, 31), date(2026, 3, 1)) is False
