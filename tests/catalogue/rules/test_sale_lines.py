"""Lines of a document: what they come to, what they cost, options that count and those that do not."""

from __future__ import annotations

from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negoce.catalogue.enums import LineKind, ReductionKind, VatCategory
from negoce.catalogue.rules.reductions import Reduction
from negoce.catalogue.rules.sale_lines import Margin, SaleLine, sale_amounts, variant
from negoce.catalogue.rules.stored_amounts import read_reductions, stored_reductions, stored_vat
from negoce.catalogue.rules.totals import VatGroup
from negoce.kit.worked import CannotWork

VAT = VatGroup(VatCategory.STANDARD, D(20))
LOW = VatGroup(VatCategory.STANDARD, D("5.5"))


def item(quantity: str, price: str, cost: str | None = None, **more: object) -> SaleLine:
    vat = more.pop("vat", VAT)
    unit_cost = None if cost is None else D(cost)
    return SaleLine(LineKind.ITEM, D(quantity), D(price), vat, unit_cost=unit_cost, **more)  # type: ignore[arg-type]


def off(percent: str) -> Reduction:
    return Reduction(ReductionKind.TRADE_DISCOUNT, percent=D(percent))


def test_a_line_takes_its_own_reductions_then_the_document_its_own() -> None:
    lines = [item("100", "100", "60", reductions=(off("2"), off("5"))), SaleLine(LineKind.TITLE)]
    worked = sale_amounts(lines, reductions=[off("3")], shipping=D("150"))
    assert worked.value.line_nets == (D("9310.00"), D(0))
    assert worked.value.line_reductions == (D("690.00"), D(0))
    assert worked.value.document.base == D("9180.70")
    assert worked.value.margin == Margin(D("9180.70"), D("6000.00"), D("3180.70"), D("34.65"), 0)


def test_an_option_counts_only_when_it_is_chosen() -> None:
    lines = [item("1", "100", "40"), item("1", "50", "10", is_option=True, is_chosen=False)]
    plain = sale_amounts(lines).value
    assert plain.document.gross == D("100.00")
    assert plain.line_nets == (D("100.00"), D("50.00"))
    taken = sale_amounts(variant(lines, frozenset({1}))).value
    assert (taken.document.gross, taken.margin.margin) == (D("150.00"), D("100.00"))


def test_a_margin_says_how_many_costs_it_does_not_know() -> None:
    margin = sale_amounts([item("2", "10"), item("1", "10", "4")]).value.margin
    assert (margin.cost, margin.margin, margin.uncosted) == (D("4.00"), D("26.00"), 1)


def test_nothing_sold_has_no_rate() -> None:
    assert sale_amounts([]).value.margin == Margin(D(0), D(0), D(0), None, 0)


def test_a_line_without_vat_is_refused() -> None:
    with pytest.raises(CannotWork) as refusal:
        sale_amounts([SaleLine(LineKind.ITEM, D(1), D(10))])
    assert refusal.value.finding.code == "line.no_vat"


def test_what_is_stored_comes_back() -> None:
    kept = (off("2.5"), Reduction(ReductionKind.CASH_DISCOUNT, amount=D("12.00")))
    assert read_reductions(stored_reductions(kept)) == kept
    worked = sale_amounts([item("1", "10"), item("1", "10", vat=LOW)])
    assert stored_vat(worked.value.document.subtotals) == [
        {"category": "S", "rate": "20", "base": "10.00", "vat": "2.00"},
        {"category": "S", "rate": "5.5", "base": "10.00", "vat": "0.55"},
    ]


MONEY = st.decimals("0", "9999", places=4)
LINES = st.lists(
    st.builds(
        lambda quantity, price, percent, vat: item(
            str(quantity), str(price), vat=vat, reductions=(off(str(percent)),)
        ),
        st.decimals("-50", "50", places=3),
        MONEY,
        st.decimals("0", "100", places=2),
        st.sampled_from([VAT, LOW]),
    ),
    max_size=6,
)


@given(LINES, st.randoms())
def test_lines_add_up_whatever_their_order(lines: list[SaleLine], random: object) -> None:
    amounts = sale_amounts(lines).value
    shuffled = list(lines)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert sum(amounts.line_nets, D(0)) == amounts.document.gross
    assert amounts.document.base + amounts.document.vat == amounts.document.incl_vat
    assert sale_amounts(shuffled).value.document.incl_vat == amounts.document.incl_vat
