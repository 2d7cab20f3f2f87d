"""R-G1: how long a person's data may be kept for prospecting."""

from __future__ import annotations

from datetime import date

import pytest

from negoce.companies.rules.privacy.retention import retention


def test_the_example_of_the_rule() -> None:
    """R-G1: last contact 2023-11-22 → due 2026-11-22."""
    kept = retention(date(2021, 5, 1), last_sign_on=date(2023, 11, 22))
    assert kept.due_on == date(2026, 11, 22)
    assert kept.reason.code == "retention.sign"
    assert (kept.is_over(date(2026, 11, 22)), kept.is_over(date(2026, 11, 23))) == (False, True)


@pytest.mark.parametrize(
    ("facts", "due", "code"),
    [
        ((date(2024, 2, 29), None, None), date(2027, 2, 28), "retention.collected"),
        ((date(2024, 5, 1), date(2023, 1, 1), None), date(2027, 5, 1), "retention.collected"),
        ((date(2020, 5, 1), date(2023, 1, 1), date(2025, 6, 1)), date(2028, 6, 1), "retention.order"),
        ((date(2025, 6, 1), date(2025, 6, 1), date(2025, 6, 1)), date(2028, 6, 1), "retention.order"),
    ],
)
def test_the_last_fact_counts(facts: tuple[date, date | None, date | None], due: date, code: str) -> None:
    kept = retention(*facts)
    assert (kept.due_on, kept.reason.code) == (due, code)
