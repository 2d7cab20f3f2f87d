"""What is a difference of a payment, and what is money still owed."""

from __future__ import annotations

from decimal import Decimal as D

import pytest

from negoce.billing.rules.settled_difference import refuse_difference


@pytest.mark.parametrize(
    ("amount", "settled", "written_off", "code"),
    [
        ("100", "99.99", "0", ""),
        ("100", "95.00", "0", ""),
        ("100", "94.99", "0", "difference.too_much"),
        # A payment was cancelled since: what was written off before counts.
        ("100", "98.00", "4.00", "difference.too_much"),
        ("100", "96.00", "1.00", ""),
        ("3", "0", "0", "difference.nothing_paid"),
        ("3", "2", "2", "difference.nothing_paid"),
        ("100", "100", "0", "difference.nothing_left"),
        ("-100", "-99.99", "0", "difference.credit_note"),
    ],
)
def test_what_may_be_written_off(amount: str, settled: str, written_off: str, code: str) -> None:
    found = refuse_difference(
        amount=D(amount), settled=D(settled), written_off=D(written_off), ceiling=D("5.00")
    )
    assert (found.code if found is not None else "") == code


@pytest.mark.parametrize(
    ("ceiling", "currency", "code"),
    [("0", "EUR", "difference.too_much"), ("5", "USD", "difference.currency")],
)
def test_nothing_may_without_a_ceiling_or_in_another_currency(ceiling: str, currency: str, code: str) -> None:
    found = refuse_difference(
        amount=D(100), settled=D("99.99"), written_off=D(0), ceiling=D(ceiling), currency=currency
    )
    assert found is not None
    assert found.code == code
