"""What was reached of a target, up to today."""

from __future__ import annotations

from datetime import date
from decimal import Decimal as D

import pytest

from negoce.portfolio.rules.attainment import attainment, months_of, passed_share

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("month", "share"),
    [(date(2026, 10, 1), D(1)), (date(2026, 11, 1), D(20) / 30), (date(2026, 12, 1), D(0))],
)
def test_the_month_under_way_counts_for_its_days(month: date, share: D) -> None:
    assert passed_share(month, TODAY) == share


def test_of_a_year() -> None:
    targets = {date(2026, 10, 1): D(900), date(2026, 11, 1): D(600), date(2026, 12, 1): D(300)}
    actuals = {date(2026, 9, 1): D(5000), date(2026, 10, 1): D(1000), date(2026, 11, 1): D(170)}
    found = attainment(targets, actuals, TODAY)
    assert (found.target, found.target_to_date, found.actual) == (D(1800), D("1300.00"), D(6170))
    # September has no target: what was sold in it reaches none.
    assert found.rate == D(1170) / D(1300)
    assert found.tone == "warn"


@pytest.mark.parametrize(("sold", "tone"), [(100, "good"), (95, "warn"), (89, "bad")])
def test_tones(sold: int, tone: str) -> None:
    month = date(2026, 1, 1)
    assert attainment({month: D(100)}, {month: D(sold)}, TODAY).tone == tone


def test_without_a_target_there_is_no_rate() -> None:
    found = attainment({}, {date(2026, 10, 1): D(1000)}, TODAY)
    assert (found.rate, found.tone) == (None, "")


def test_targets_of_days_to_come_are_not_due() -> None:
    assert attainment({date(2026, 12, 1): D(100)}, {}, TODAY).rate is None


def test_months_of_a_year() -> None:
    assert months_of(2026)[::11] == (date(2026, 1, 1), date(2026, 12, 1))
