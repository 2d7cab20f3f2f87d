"""The amounts of an electronic invoice (R-C12): parts that add up, whatever the lines, reductions and shipping."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negoce.billing.rules.electronic_amounts import FRANCHISE, electronic_amounts
from negoce.billing.rules.electronic_amounts_check import amount_faults
from negoce.catalogue.enums import ReductionKind, VatCategory
from negoce.catalogue.rules.reductions import Reduction
from negoce.catalogue.rules.totals import AmountLine, VatGroup, document_amounts
from tests.factories.electronic import NORMAL, REDUCED, make_electronic_invoice

_LINES = st.lists(
    st.builds(
        AmountLine,
        quantity=st.decimals("0.01", 500, places=2),
        unit_price=st.decimals("0.01", 900, places=4),
        vat=st.sampled_from([NORMAL, REDUCED]),
    ),
    min_size=1,
    max_size=8,
)
_PERCENTS = st.lists(st.decimals(0, 60, places=1), max_size=3)


def _reductions(percents):
    return [Reduction(ReductionKind.TRADE_DISCOUNT, percent=each) for each in percents]


def test_three_lines_of_a_third_make_twenty_of_vat():
    lines = [AmountLine(Decimal(1), Decimal("33.33"), NORMAL)] * 3
    invoice = make_electronic_invoice(lines=lines)
    totals = invoice.totals
    assert (totals.base, totals.vat, totals.incl_vat) == (
        Decimal("99.99"),
        Decimal("20.00"),
        Decimal("119.99"),
    )


@given(lines=_LINES, percents=_PERCENTS, shipping=st.decimals(0, 300, places=2))
def test_the_parts_always_add_up_to_the_totals(lines, percents, shipping):
    invoice = make_electronic_invoice(lines=lines, reductions=_reductions(percents), shipping=shipping)
    assert list(amount_faults(invoice)) == []


@given(lines=_LINES, percents=_PERCENTS, seed=st.randoms())
def test_the_order_of_the_lines_changes_no_amount(lines, percents, seed):
    told = make_electronic_invoice(lines=lines, reductions=_reductions(percents))
    seed.shuffle(lines)
    again = make_electronic_invoice(lines=lines, reductions=_reductions(percents))
    assert (again.totals, again.vat_lines, again.allowances) == (told.totals, told.vat_lines, told.allowances)


def test_shipping_is_a_charge_of_the_group_that_bears_it():
    invoice = make_electronic_invoice(shipping=Decimal(12))
    (charge,) = invoice.allowances
    assert (charge.is_charge, charge.amount, charge.vat) == (True, Decimal("12.00"), REDUCED)


def test_a_deposit_is_taken_off_what_is_due():
    invoice = make_electronic_invoice(prepaid=Decimal(100))
    assert invoice.totals.due == invoice.totals.incl_vat - 100


def test_each_exempt_case_names_its_article():
    exempt = VatGroup(VatCategory.EXEMPT, Decimal(0))
    invoice = make_electronic_invoice(
        lines=[AmountLine(Decimal(1), Decimal(50), exempt)], exemption=FRANCHISE
    )
    assert invoice.vat_lines[0].exemption == "TVA non applicable, art. 293 B du CGI"


def test_amounts_that_do_not_agree_are_refused():
    amounts = document_amounts([AmountLine(Decimal(1), Decimal(10), NORMAL)]).value
    with pytest.raises(ValueError, match="add up"):
        electronic_amounts(replace(amounts, shipping=Decimal(3)), [NORMAL])


@pytest.mark.parametrize(
    ("field", "code"),
    [
        ("lines", "amounts.lines"),
        ("allowances", "amounts.allowances"),
        ("charges", "amounts.charges"),
        ("vat", "amounts.vat"),
        ("due", "amounts.due"),
    ],
)
def test_a_cent_of_difference_is_named(field, code):
    invoice = make_electronic_invoice()
    wrong = replace(invoice.totals, **{field: getattr(invoice.totals, field) + Decimal("0.01")})
    faults = {each.code: each.figures for each in amount_faults(replace(invoice, totals=wrong))}
    assert faults[code]["told"] - faults[code]["right"] == Decimal("0.01")
