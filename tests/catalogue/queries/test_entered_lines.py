"""Typed rows: what the catalogue fills in, what is wrong with a cell, and what it costs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest

from negoce.catalogue.enums import VatCategory
from negoce.catalogue.queries.entered_lines import read_lines
from negoce.catalogue.rules.entered_lines import EnteredLine, TypedLine
from negoce.catalogue.rules.totals import VatGroup
from tests.factories.companies import make_company
from tests.factories.quotes import priced_product
from tests.harness.queries import Queries

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 20)


def read(*typed: TypedLine) -> Sequence[EnteredLine]:
    return read_lines(typed, company=None, day=DAY)


def test_a_code_alone_brings_label_price_vat_and_cost() -> None:
    product = priced_product("FILM-1")
    line = read(TypedLine(code="film-1", quantity="2,5"))[0]
    assert line.faults == {}
    assert (line.product_key, line.code, line.label) == (product.pk, "FILM-1", product.label)
    assert (line.unit_price, line.quantity, line.unit_cost) == (Decimal(100), Decimal("2.5"), Decimal(60))
    assert line.price_reason[0]["code"] == "price.base"


def test_a_product_without_vat_says_why_on_its_lines() -> None:
    product = priced_product("LIVRE-1")
    product.vat_category, product.vat_rate = VatCategory.EXEMPT.value, Decimal(0)
    product.save()
    line = read(TypedLine(code="LIVRE-1"))[0]
    assert (line.faults, line.vat) == ({}, VatGroup(VatCategory.EXEMPT, Decimal(0)))


def test_a_price_that_was_typed_stays_and_the_cost_stays_ours() -> None:
    priced_product("FILM-1")
    line = read(TypedLine(code="FILM-1", price="80", price_typed=True))[0]
    assert (line.unit_price, line.list_price, line.unit_cost) == (Decimal(80), Decimal(100), Decimal(60))


@pytest.mark.parametrize(
    ("typed", "cell", "code"),
    [
        (TypedLine(code="NIMPORTE"), "code", "line.code_unknown"),
        (TypedLine(code="A-1", quantity="-2"), "quantity", "line.negative"),
        (TypedLine(code="A-1", quantity="0"), "quantity", "line.quantity_zero"),
        (TypedLine(code="A-1", quantity="deux"), "quantity", "number.unreadable"),
        (TypedLine(code="A-1", quantity="1,0000000000001"), "quantity", "line.too_many_decimals"),
        (TypedLine(code="A-1", quantity="99999999999"), "quantity", "line.too_large"),
        (TypedLine(code="A-1", price="1,00001", price_typed=True), "price", "line.too_many_decimals"),
        (TypedLine(code="A-1", reductions="101"), "reductions", "reduction.percent_out_of_range"),
        (TypedLine(code="A-1", reductions="200 €"), "reductions", "reduction.amount_out_of_range"),
        (TypedLine(code="A-1", vat="S:19.6"), "vat", "vat.rate_unknown"),
        (TypedLine(code="A-1", vat="X"), "vat", "line.vat_unreadable"),
        (TypedLine(label="Pose"), "price", "line.no_price"),
        (TypedLine(price="3", price_typed=True), "label", "line.no_label"),
        (TypedLine(kind="title", label="", description="x"), "label", "line.no_text"),
        (TypedLine(label="x" * 201, price="1", price_typed=True), "label", "line.text_too_long"),
    ],
)
def test_what_is_wrong_is_said_of_its_cell(typed: TypedLine, cell: str, code: str) -> None:
    priced_product("A-1")
    assert {name: fault.code for name, fault in read(typed)[0].faults.items()} == {cell: code}


def test_an_empty_row_is_no_row_and_a_code_of_the_customer_may_stand_by_a_free_line() -> None:
    free = TypedLine(code="SUR-MESURE", label="Étagère", price="12", price_typed=True)
    assert [line.code for line in read(TypedLine(quantity="3"), free)] == ["SUR-MESURE"]


def test_only_one_variant_of_a_group_is_taken() -> None:
    priced_product("A-1")
    row = TypedLine(code="A-1", option="chosen", option_group="Couleur")
    lines = read(row, row)
    assert [list(line.faults) for line in lines] == [[], ["option"]]


def test_without_vat_every_line_is_exempt() -> None:
    priced_product("A-1")
    line = read_lines([TypedLine(code="A-1", vat="S:20")], company=None, day=DAY, vat_exempt=True)[0]
    assert line.vat == VatGroup(VatCategory.EXEMPT, Decimal(0))


def test_as_many_queries_for_many_lines(queries: Queries) -> None:
    company = make_company()
    rows = [TypedLine(code=priced_product(f"A-{number}").code) for number in range(12)]
    with queries.exactly(3):
        assert len(read_lines(rows, company=company, day=DAY)) == 12
