"""Reductions in cascade (R-C1) and totals by VAT rate (R-C12): the examples, and what must hold for any document."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negoce.catalogue.enums import ReductionKind, VatCategory
from negoce.catalogue.rules.reductions import Reduction, cascade, split_pro_rata
from negoce.catalogue.rules.totals import AmountLine, VatGroup, document_amounts
from negoce.kit.worked import CannotWork

DISCOUNT, REBATE, EARLY = (
    ReductionKind.TRADE_DISCOUNT,
    ReductionKind.DEFECT_REBATE,
    ReductionKind.CASH_DISCOUNT,
)
NORMAL, REDUCED = VatGroup(VatCategory.STANDARD, Decimal(20)), VatGroup(VatCategory.STANDARD, Decimal("5.5"))


def line(price: str, quantity: str = "1", vat: VatGroup = NORMAL) -> AmountLine:
    return AmountLine(Decimal(quantity), Decimal(price), vat)


def off(percent: str, kind: ReductionKind = DISCOUNT) -> Reduction:
    return Reduction(kind, Decimal(percent))


def test_the_whole_cascade():
    reductions = [off("2", REBATE), off("5"), off("3"), off("1", EARLY)]
    found = document_amounts([line("10000.00")], reductions=reductions, shipping=Decimal("150.00")).value
    assert found.reductions == (
        Decimal("200.00"),
        Decimal("490.00"),
        Decimal("279.30"),
        Decimal("90.31"),
    )
    assert (found.net_commercial, found.net_financial, found.base) == (
        Decimal("9030.70"),
        Decimal("8940.39"),
        Decimal("9090.39"),
    )
    assert (found.vat, found.incl_vat) == (Decimal("1818.08"), Decimal("10908.47"))


def test_the_second_example():
    found = document_amounts([line("1234.56", vat=REDUCED)], reductions=[off("10")]).value
    assert (found.reductions, found.base, found.vat, found.incl_vat) == (
        (Decimal("123.46"),),
        Decimal("1111.10"),
        Decimal("61.11"),
        Decimal("1172.21"),
    )


def test_vat_is_worked_out_on_the_sum_of_a_rate():
    found = document_amounts([line("33.33")] * 3).value
    assert (found.base, found.vat, found.incl_vat) == (Decimal("99.99"), Decimal("20.00"), Decimal("119.99"))


def test_the_largest_rate_takes_the_remainder():
    assert split_pro_rata(Decimal("0.01"), {"a": Decimal(1), "b": Decimal(1)}) == {
        "a": Decimal("0.00"),
        "b": Decimal("0.01"),
    }
    shares = split_pro_rata(Decimal("10.00"), {"a": Decimal(100), "b": Decimal(200), "c": Decimal(1)})
    assert (sum(shares.values()), shares["b"]) == (Decimal("10.00"), Decimal("6.65"))


@pytest.mark.parametrize(
    "reductions",
    [
        [off("101")],
        [off("-1")],
        [Reduction(DISCOUNT)],
        [Reduction(DISCOUNT, Decimal(1), Decimal(1))],
        [Reduction(DISCOUNT, amount=Decimal(101))],
        [off("1", EARLY), off("1")],
    ],
)
def test_reductions_without_sense_are_refused(reductions):
    with pytest.raises(CannotWork):
        cascade(Decimal(100), reductions)


@pytest.mark.parametrize(
    "vat",
    [VatGroup(VatCategory.STANDARD, Decimal(101)), VatGroup(VatCategory.EXEMPT, Decimal(20))],
)
def test_a_rate_without_sense_is_refused(vat):
    with pytest.raises(CannotWork):
        document_amounts([line("1", vat=vat)])


def test_a_reduction_of_nothing_is_refused():
    with pytest.raises(CannotWork):
        document_amounts([line("5"), line("-5")], reductions=[Reduction(DISCOUNT, amount=Decimal(1))])


lines_of_all_kinds = st.lists(
    st.builds(
        AmountLine,
        quantity=st.decimals("0", "1000", places=3),
        unit_price=st.decimals("0", "10000", places=4),
        vat=st.sampled_from(
            [
                NORMAL,
                REDUCED,
                VatGroup(VatCategory.STANDARD, Decimal(10)),
                VatGroup(VatCategory.EXEMPT, Decimal(0)),
            ]
        ),
    ),
    min_size=1,
    max_size=12,
)
some_reductions = st.lists(st.builds(off, st.decimals("0", "100", places=2).map(str)), max_size=3)


@given(lines=lines_of_all_kinds, reductions=some_reductions, shipping=st.decimals("0", "500", places=2))
def test_no_cent_is_lost(lines, reductions, shipping):
    found = document_amounts(lines, reductions=reductions, shipping=shipping).value
    assert found.gross == sum(found.line_nets)
    assert found.gross - sum(found.reductions) + found.shipping == found.base
    assert sum(each.base for each in found.subtotals) == found.base
    assert sum(each.vat for each in found.subtotals) == found.vat
    assert found.base + found.vat == found.incl_vat


@given(
    lines=lines_of_all_kinds,
    reductions=some_reductions,
    shipping=st.decimals("0", "500", places=2),
    seed=st.randoms(),
)
def test_the_order_of_lines_is_neutral(lines, reductions, shipping, seed):
    shuffled = list(lines)
    seed.shuffle(shuffled)
    one = document_amounts(lines, reductions=reductions, shipping=shipping).value
    other = document_amounts(shuffled, reductions=reductions, shipping=shipping).value
    assert (one.subtotals, one.incl_vat) == (other.subtotals, other.incl_vat)


@given(lines=lines_of_all_kinds, reductions=some_reductions, shipping=st.decimals("0", "500", places=2))
def test_a_credit_note_undoes_its_invoice(lines, reductions, shipping):
    back = [AmountLine(-each.quantity, each.unit_price, each.vat) for each in lines]
    invoice = document_amounts(lines, reductions=reductions, shipping=shipping).value
    credit = document_amounts(back, reductions=reductions, shipping=-shipping).value
    assert invoice.incl_vat + credit.incl_vat == 0
    assert [each.base for each in invoice.subtotals] == [-each.base for each in credit.subtotals]
