"""Months of a rebate, what each sets aside (R-C2), bands as typed, the next band."""

from __future__ import annotations

from datetime import date
from decimal import Decimal as D

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negoce.billing.rules.rebate_plan import (
    MonthAccrual,
    accruals_due,
    months_done,
    next_band,
    read_bands,
    stored_bands,
)
from negoce.billing.rules.rebate_values import TypedRebate, clean_rebate
from negoce.negotiation.rules.volume_rebate import Band, volume_rebate
from tests.factories.rebates import BANDS

TODAY = date(2026, 11, 20)
JANUARY, FEBRUARY, MARCH = date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)


def typed(*bands: tuple[str, str], **fields: str) -> TypedRebate:
    days = {"starts_on": "01/01/2026", "ends_on": "31/12/2026"}
    return TypedRebate(**{"label": "Ristourne", **days, **fields}, bands=bands)  # type: ignore[arg-type]


def test_months_are_done_the_day_after_their_last() -> None:
    assert months_done(date(2026, 1, 15), date(2026, 2, 10), date(2026, 2, 10)) == (JANUARY,)
    assert months_done(date(2026, 1, 15), date(2026, 2, 10), date(2026, 2, 11)) == (JANUARY, FEBRUARY)
    assert months_done(JANUARY, date(2026, 12, 31), date(2026, 1, 31)) == ()


def test_a_month_adds_what_the_purchases_since_the_start_earn() -> None:
    bought = {JANUARY: D(15_000), FEBRUARY: D(15_000), MARCH: D(34_000)}
    found = accruals_due((JANUARY, FEBRUARY, MARCH), {}, bought, BANDS, final=False)
    assert [each.accrued for each in found] == [D(150), D(250), D(820)]
    assert found[-1] == MonthAccrual(MARCH, D(64_000), D(820), D("1220.00"))


def test_what_changed_of_a_known_month_is_taken_up_by_the_next() -> None:
    known = {JANUARY: MonthAccrual(JANUARY, D(15_000), D(150), D(150))}
    found = accruals_due((JANUARY, FEBRUARY), known, {JANUARY: D(5_000)}, BANDS, final=False)
    assert [each.accrued for each in found] == [D(150), D(-100)]


def test_the_last_month_follows_until_the_agreement_is_closed() -> None:
    known = {JANUARY: MonthAccrual(JANUARY, D(15_000), D(150), D(150))}
    for final, expected in ((False, D(150)), (True, D(50))):
        found = accruals_due((JANUARY,), known, {JANUARY: D(5_000)}, BANDS, final=final)
        assert found[-1].cumulative == expected


@settings(deadline=None)
@given(st.lists(st.integers(-2_000_000, 4_000_000), min_size=1, max_size=12))
def test_months_add_up_to_the_rebate_of_the_year(cents: list[int]) -> None:
    months = [date(2026, at, 1) for at in range(1, len(cents) + 1)]
    bought = {month: D(each) / 100 for month, each in zip(months, cents, strict=True)}
    found = accruals_due(months, {}, bought, BANDS, final=True)
    expected = volume_rebate(sum(bought.values(), D(0)), BANDS).value
    assert sum(each.accrued for each in found) == found[-1].cumulative == expected


def test_the_next_band() -> None:
    following = next_band(D(16_000), BANDS)
    assert following is not None
    assert (following.percent, following.beginning, following.missing) == (D(2), D(20_000), D(4_000))
    reached = next_band(D(20_000), BANDS)
    assert reached is not None
    assert reached.percent == 3
    assert next_band(D(50_000), BANDS) is None
    assert next_band(D(1), (Band(D(100), D(1)),)) is None


def test_bands_are_read_back_as_they_were_kept() -> None:
    assert read_bands(stored_bands(BANDS)) == BANDS


def test_what_is_typed() -> None:
    values, errors = clean_rebate(typed(("20 000", "1"), ("50 000", "2 %"), ("", "3,00")), today=TODAY)
    assert errors == {}
    assert values is not None
    assert values.bands == BANDS


@pytest.mark.parametrize(
    ("given_values", "field", "code"),
    [
        (typed(), "bands", "rebate.no_band"),
        (typed(("100", "")), "percent_1", "text.required"),
        (typed(("100", "1"), ("abc", "2")), "up_to_2", "number.unreadable"),
        (typed(("100", "101")), "percent_1", "number.too_large"),
        (typed(("100", "-1")), "percent_1", "number.negative"),
        (typed(("", "1"), label=" "), "label", "text.required"),
        (typed(("", "1"), ends_on="31/12/2025"), "ends_on", "rebate.ends_before_start"),
        (typed(("", "1"), ends_on="31/12/2031"), "ends_on", "rebate.too_long"),
        (typed(("", "1"), starts_on="31/02/2026"), "starts_on", "date.no_such_day"),
        (typed(("", "1"), starts_on=""), "starts_on", "text.required"),
    ],
)
def test_what_is_refused(given_values: TypedRebate, field: str, code: str) -> None:
    values, errors = clean_rebate(given_values, today=TODAY)
    assert values is None
    assert errors[field].code == code
