"""Rebate by bands (R-C2), cash discount (R-C3), bill (R-C7), loan (R-C8), lease (R-C9), factoring (R-C18)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negoce.kit.worked import CannotWork
from negoce.negotiation.rules.bill_discounting import discount_bill
from negoce.negotiation.rules.cash_discount import yearly_cost
from negoce.negotiation.rules.factoring import factor
from negoce.negotiation.rules.lease import compare
from negoce.negotiation.rules.loan import loan
from negoce.negotiation.rules.volume_rebate import Band, volume_rebate

BANDS = [Band(Decimal(20_000), Decimal(1)), Band(Decimal(50_000), Decimal(2)), Band(None, Decimal(3))]


def rounded(value: Decimal) -> Decimal:
    return round(value, 2)


@pytest.mark.parametrize(
    ("purchases", "rebate"),
    [("64000", "1220.00"), ("20000", "200.00"), ("20000.01", "200.00"), ("0", "0"), ("-500", "0")],
)
def test_each_band_earns_on_its_own_part(purchases, rebate):
    assert volume_rebate(Decimal(purchases), BANDS).value == Decimal(rebate)


@pytest.mark.parametrize(
    "bands",
    [
        [Band(Decimal(2), Decimal(1)), Band(Decimal(1), Decimal(1))],
        [Band(None, Decimal(1)), Band(Decimal(9), Decimal(1))],
        [Band(None, Decimal(101))],
        [Band(Decimal(0), Decimal(1))],
    ],
)
def test_bands_that_make_no_sense_are_refused(bands):
    with pytest.raises(CannotWork):
        volume_rebate(Decimal(10), bands)


@pytest.mark.parametrize(("discount", "days", "cost"), [(1, 45, "8.19"), (2, 30, "24.83"), (0, 30, "0")])
def test_what_a_cash_discount_costs_a_year(discount, days, cost):
    assert rounded(yearly_cost(Decimal(discount), days).value) == Decimal(cost)


@pytest.mark.parametrize(("discount", "days"), [(100, 30), (-1, 30), (1, 0)])
def test_a_cash_discount_without_sense_is_refused(discount, days):
    with pytest.raises(CannotWork):
        yearly_cost(Decimal(discount), days)


def test_a_bill_discounted():
    bill = discount_bill(
        amount=Decimal(10_000),
        negotiated_on=date(2026, 6, 1),
        due_on=date(2026, 8, 30),
        rate=Decimal("4.5"),
        endorsement_rate=Decimal("0.6"),
        fees=Decimal(12),
    ).value
    assert (bill.days, bill.interest, bill.endorsement, bill.vat) == (
        91,
        Decimal("113.75"),
        Decimal("15.17"),
        Decimal("2.40"),
    )
    assert (bill.charges, bill.net) == (Decimal("143.32"), Decimal("9856.68"))
    assert rounded(bill.effective_rate) == Decimal("5.80")


@pytest.mark.parametrize(
    "change",
    [{"due_on": date(2026, 6, 1)}, {"amount": Decimal(0)}, {"rate": Decimal(-1)}, {"fees": Decimal(20_000)}],
)
def test_a_bill_without_sense_is_refused(change):
    given = {
        "amount": Decimal(10),
        "negotiated_on": date(2026, 6, 1),
        "due_on": date(2026, 8, 1),
        "rate": Decimal(4),
    }
    with pytest.raises(CannotWork):
        discount_bill(**(given | change))


def test_a_loan_and_its_schedule():
    found = loan(Decimal(24_000), Decimal("4.2"), 36).value
    first, second, *_others, last = found.schedule
    assert found.instalment == Decimal("710.71")
    assert (first.interest, first.principal) == (Decimal("84.00"), Decimal("626.71"))
    assert (second.interest, second.principal) == (Decimal("81.81"), Decimal("628.90"))
    assert (last.payment, last.balance) == (Decimal("710.84"), 0)
    assert found.interest == Decimal("1585.69")


@given(
    capital=st.decimals("0.01", "10000000", places=2),
    rate=st.decimals("0", "60", places=2),
    periods=st.integers(1, 360),
)
def test_a_loan_gives_its_capital_back_to_the_cent(capital, rate, periods):
    found = loan(capital, rate, periods).value
    assert sum(each.principal for each in found.schedule) == capital
    assert found.schedule[-1].balance == 0
    assert all(each.balance >= 0 and each.payment >= 0 for each in found.schedule)


def test_a_loan_without_interest_is_divided():
    assert loan(Decimal(100), Decimal(0), 3).value.instalment == Decimal("33.33")


@pytest.mark.parametrize(("capital", "rate", "periods"), [(0, 1, 1), (1, -1, 1), (1, 1, 0), (1, 1, 601)])
def test_a_loan_without_sense_is_refused(capital, rate, periods):
    with pytest.raises(CannotWork):
        loan(Decimal(capital), Decimal(rate), periods)


def test_the_loan_is_cheaper_than_the_lease():
    found = compare(
        price=Decimal(50_000),
        years=5,
        loan_rate=Decimal(4),
        tax_rate=Decimal(25),
        rent=Decimal(11_000),
        option=Decimal(1_000),
    ).value
    assert (found.instalment, found.discount_rate) == (Decimal("11231.36"), 3)
    assert (found.loan_cost, found.lease_cost) == (Decimal("38550.73"), Decimal("38645.19"))
    assert found.difference == Decimal("94.46")


def test_a_factored_invoice():
    found = factor(
        amount=Decimal(10_000),
        fund_percent=Decimal(10),
        commission_percent=Decimal("0.9"),
        financing_rate=Decimal("3.6"),
        days=60,
    ).value
    assert (found.guarantee_fund, found.commission, found.commission_vat, found.financing) == (
        1000,
        90,
        18,
        54,
    )
    assert found.cash_now == Decimal("8838.00")
