"""The discount for paying early: both figures or neither, before the term, earned in time and in full."""

from __future__ import annotations

from datetime import date
from decimal import Decimal as D

import pytest

from negoce.catalogue.enums import PaymentTermKind
from negoce.catalogue.rules.early_payment import EarlyPayment, missed, read_early
from negoce.catalogue.rules.payment_terms import PaymentTerm

THIRTY = PaymentTerm(PaymentTermKind.AFTER_INVOICE, 30)
TWO = EarlyPayment(D("2.00"), 8)
DAY = date(2026, 2, 24)


def test_both_figures_are_read_and_neither_is_nothing() -> None:
    assert read_early("2,5 %", "8", ",", THIRTY).value == EarlyPayment(D("2.50"), 8)
    nothing = read_early(" ", "", ",", THIRTY)
    assert (nothing.value, nothing.faults) == (None, {})


@pytest.mark.parametrize(
    ("percent", "days", "faults"),
    [
        ("2", "", {"early_days": "early.days"}),
        ("", "8", {"early_percent": "early.percent"}),
        ("0", "8", {"early_percent": "early.percent"}),
        ("21", "8", {"early_percent": "early.percent"}),
        ("1,234", "0", {"early_percent": "early.percent", "early_days": "early.days"}),
        ("2", "٨", {"early_days": "early.days"}),
        ("2", "30", {"early_days": "early.after_term"}),
    ],
)
def test_what_is_no_discount_for_paying_early_is_named(
    percent: str, days: str, faults: dict[str, str]
) -> None:
    read = read_early(percent, days, ",", THIRTY)
    assert read.value is None
    assert {name: fault.code for name, fault in read.faults.items()} == faults


def test_it_is_earned_to_the_last_day_and_to_the_cents_of_roundings() -> None:
    last = date(2026, 3, 4)
    assert (TWO.amount_of(D("1127.50")), TWO.last_day(DAY)) == (D("22.55"), last)

    def why(paid_on: date, left: str) -> str | None:
        found = missed(TWO, issued_on=DAY, paid_on=paid_on, incl_vat=D("1127.50"), left=D(left))
        return found.code if found else None

    assert why(last, "22.57") is None
    assert why(date(2026, 3, 5), "22.55") == "early.late"
    assert why(last, "22.61") == "early.too_little"
