"""What is typed as the amount of a payment."""

from __future__ import annotations

from decimal import Decimal

import pytest

from negoce.billing.rules.payment_values import clean_money


@pytest.mark.parametrize(
    ("typed", "code"), [("", "text.required"), ("0", "payment.amount_zero"), ("0,00", "payment.amount_zero")]
)
def test_nothing_typed_and_zero_are_not_the_same_fault(typed: str, code: str):
    amount, finding = clean_money(typed)
    assert amount is None
    assert finding is not None
    assert finding.code == code


def test_money_paid_back_is_below_zero():
    assert clean_money("-12,50") == (Decimal("-12.50"), None)
