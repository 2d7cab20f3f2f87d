"""Late-payment penalties (R-C5) and interest owed by public buyers (R-C6): the worked examples and the edges."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from negoce.billing.rules.late_interest import Payment, late_penalty, public_late_interest
from negoce.kit.worked import CannotWork
from tests.factories.dated_values import example_values

VALUES = example_values()


def penalty(amount: str, due: date, until: date, **more: Any):
    return late_penalty(amount=Decimal(amount), due_on=due, until=until, values=VALUES, **more)


def test_the_penalty_splits_at_the_half_year():
    found = penalty("12000.00", date(2026, 5, 31), date(2026, 8, 15)).value
    assert [(each.days, each.rate, each.interest) for each in found.segments] == [
        (30, Decimal("12.15"), Decimal("119.84")),
        (46, Decimal("12.40"), Decimal("187.53")),
    ]
    assert (found.interest, found.recovery_fee, found.total) == (
        Decimal("307.37"),
        Decimal(40),
        Decimal("347.37"),
    )


def test_a_contract_rate_below_the_floor_is_replaced_and_reported():
    worked = penalty("12000.00", date(2026, 5, 31), date(2026, 8, 15), contract_rate=Decimal(5))
    assert [each.interest for each in worked.value.segments] == [Decimal("77.52"), Decimal("124.77")]
    assert worked.value.interest == Decimal("202.29")
    assert [(each.code, each.figures["floor"]) for each in worked.findings] == [
        ("penalty.below_floor", Decimal("7.86")),
        ("penalty.below_floor", Decimal("8.25")),
    ]


@pytest.mark.parametrize(
    ("due", "default", "floor"),
    [
        (date(2025, 1, 31), "13.15", "11.13"),
        (date(2025, 7, 31), "12.15", "8.28"),
        (date(2026, 1, 31), "12.15", "7.86"),
        (date(2026, 7, 31), "12.40", "8.25"),
    ],
)
def test_the_rate_and_the_floor_of_each_half_year(due, default, floor):
    until = due + timedelta(days=10)
    by_law = penalty("1000", due, until).value
    agreed = penalty("1000", due, until, contract_rate=Decimal(1)).value
    assert [each.rate for each in (*by_law.segments, *agreed.segments)] == [Decimal(default), Decimal(floor)]


def test_a_contract_rate_above_the_floor_holds():
    worked = penalty("1000", date(2026, 2, 1), date(2026, 2, 11), contract_rate=Decimal(15))
    assert worked.value.interest == Decimal("4.11")
    assert worked.findings == ()


def test_the_day_of_a_part_payment_bears_on_the_old_balance():
    found = penalty(
        "1000", date(2026, 1, 31), date(2026, 2, 20), payments=[Payment(date(2026, 2, 10), Decimal(600))]
    )
    assert [(each.days, each.balance) for each in found.value.segments] == [
        (10, Decimal(1000)),
        (10, Decimal(400)),
    ]


@pytest.mark.parametrize("paid", [date(2026, 1, 31), date(2025, 12, 1)])
def test_what_was_paid_in_time_bears_nothing(paid):
    found = penalty("1000", date(2026, 1, 31), date(2026, 3, 1), payments=[Payment(paid, Decimal(1000))])
    assert (found.value.total, found.steps[0].code) == (0, "interest.not_late")


def test_the_due_day_itself_is_not_late():
    assert penalty("1000", date(2026, 1, 31), date(2026, 1, 31)).value.total == 0


def test_a_consumer_owes_no_indemnity():
    assert (
        penalty("1000", date(2026, 1, 1), date(2026, 1, 11), debtor_is_consumer=True).value.recovery_fee == 0
    )


def test_a_half_year_without_a_rate_is_refused():
    with pytest.raises(CannotWork, match=r"parameter\.missing_half_year"):
        penalty("1000", date(2026, 12, 1), date(2027, 1, 2))


@pytest.mark.parametrize(
    ("due", "until", "days", "rate", "interest"),
    [
        (date(2026, 6, 10), date(2026, 8, 20), 71, "10.15", "473.85"),
        (date(2026, 7, 10), date(2026, 8, 20), 41, "10.40", "280.37"),
    ],
)
def test_a_public_buyer_keeps_the_rate_of_the_first_day(due, until, days, rate, interest):
    found = public_late_interest(amount=Decimal("24000.00"), due_on=due, until=until, values=VALUES).value
    assert [(each.days, each.rate, each.interest) for each in found.segments] == [
        (days, Decimal(rate), Decimal(interest))
    ]
    assert found.recovery_fee == 40


def test_interest_that_begins_on_the_first_of_july_takes_the_new_rate():
    found = public_late_interest(
        amount=Decimal(1000), due_on=date(2026, 6, 30), until=date(2026, 7, 1), values=VALUES
    )
    assert found.value.segments[0].rate == Decimal("10.40")


def test_amounts_below_zero_are_refused():
    with pytest.raises(CannotWork, match=r"amount\.negative"):
        penalty("-1", date(2026, 1, 1), date(2026, 2, 1))
    with pytest.raises(CannotWork, match=r"payment\.negative"):
        penalty("1", date(2026, 1, 1), date(2026, 2, 1), payments=[Payment(date(2026, 1, 2), Decimal(-1))])
