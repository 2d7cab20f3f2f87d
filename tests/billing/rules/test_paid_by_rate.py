"""What was paid, by VAT rate: nothing loses a cent."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from negoce.billing.rules.life_cycle import PaidAmount
from negoce.billing.rules.paid_by_rate import paid_by_rate
from negoce.catalogue.rules.totals import AmountLine
from tests.factories.electronic import NORMAL, REDUCED, make_electronic_invoice


def test_two_rates_share_a_payment_as_they_share_the_invoice():
    lines = [AmountLine(Decimal(1), Decimal(100), NORMAL), AmountLine(Decimal(1), Decimal(100), REDUCED)]
    invoice = make_electronic_invoice(lines=lines)
    assert paid_by_rate(Decimal("225.50"), invoice.vat_lines) == (
        PaidAmount(Decimal("120.00"), Decimal(20)),
        PaidAmount(Decimal("105.50"), Decimal("5.5")),
    )


@given(
    paid=st.decimals("0.01", 99999, places=2),
    normal=st.decimals("0.01", 9999, places=2),
    reduced=st.decimals("0.01", 9999, places=2),
)
def test_the_parts_add_up_to_what_was_paid(paid, normal, reduced):
    lines = [AmountLine(Decimal(1), normal, NORMAL), AmountLine(Decimal(1), reduced, REDUCED)]
    parts = paid_by_rate(paid, make_electronic_invoice(lines=lines).vat_lines)
    assert sum(each.amount for each in parts) == paid
