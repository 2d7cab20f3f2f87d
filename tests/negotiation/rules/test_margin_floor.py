"""The margin floor: on the edge, under it, with options, reductions, shipping and lines without a cost."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negoce.catalogue.enums import LineKind, ReductionKind, VatCategory
from negoce.catalogue.rules.reductions import Reduction
from negoce.catalogue.rules.sale_lines import SaleLine, sale_amounts, variant
from negoce.catalogue.rules.totals import VatGroup
from negoce.negotiation.rules.margin_floor import Floor, FloorState, check_floor

VAT = VatGroup(VatCategory.STANDARD, Decimal(20))


def line(price: str, cost: str | None, *, option: bool = False, chosen: bool = True) -> SaleLine:
    return SaleLine(
        LineKind.ITEM, Decimal(1), Decimal(price), VAT, unit_cost=None if cost is None else Decimal(cost),
        is_option=option, is_chosen=chosen,
    )  # fmt: skip


def floor_of(
    *lines: SaleLine,
    floor: str = "20",
    groups: list[str] | None = None,
    reductions: tuple[Reduction, ...] = (),
    shipping: str = "0",
) -> Floor:
    amounts = sale_amounts(lines, reductions=reductions, shipping=Decimal(shipping)).value
    return check_floor(lines, groups or [""] * len(lines), amounts, Decimal(floor)).value


def test_on_the_edge_it_holds_and_a_cent_under_it_does_not() -> None:
    assert floor_of(line("100", "80")).state is FloorState.ABOVE
    under = floor_of(line("99.99", "80"))
    assert (under.state, under.rate, under.missing) == (FloorState.UNDER, Decimal("19.99"), Decimal("0.01"))
    assert under.needs_approval


@pytest.mark.parametrize("floor", ["33.33", "12.35", "7"])
def test_thirds_of_a_cent_are_no_missing_margin(floor: str) -> None:
    price = Decimal("300")
    cost = price * (100 - Decimal(floor)) / 100
    reductions = (Reduction(ReductionKind.TRADE_DISCOUNT, percent=Decimal(0)),)
    assert floor_of(line("300", str(cost)), floor=floor, reductions=reductions).state is FloorState.ABOVE


def test_reductions_of_the_document_weigh_on_the_margin() -> None:
    ten = (Reduction(ReductionKind.TRADE_DISCOUNT, percent=Decimal(10)),)
    assert floor_of(line("100", "80"), reductions=ten).state is FloorState.UNDER


def test_shipping_and_lines_without_a_cost_lift_nothing() -> None:
    assert floor_of(line("100", "90"), shipping="500").state is FloorState.UNDER
    assert floor_of(line("100", "90"), line("5000", None)).state is FloorState.UNDER


def test_what_is_mostly_without_a_known_cost_is_not_shown_to_meet_the_floor() -> None:
    alone = floor_of(line("100", None))
    assert (alone.state, alone.rate, alone.needs_approval) == (FloorState.UNPROVEN, None, True)
    assert floor_of(line("100", "50"), line("100", None)).state is FloorState.ABOVE
    assert floor_of(line("100", "50"), line("100.01", None)).state is FloorState.UNPROVEN
    assert floor_of(line("100", "90"), line("500", None)).state is FloorState.UNDER
    # The customer may take the options without a cost, and leave those with one.
    options = (line("80", None, option=True), line("90", None, option=True), line("500", "1", option=True))
    assert floor_of(line("100", "50"), *options).state is FloorState.UNPROVEN
    assert floor_of(line("100", "50"), *options, groups=["", "a", "a", ""]).state is FloorState.ABOVE
    # Nothing to compare, and no floor to prove anything against.
    assert floor_of().state is FloorState.UNKNOWN
    assert floor_of(line("100", None), floor="0").state is FloorState.UNKNOWN


def test_what_the_totals_count_and_the_floor_does_not_is_said() -> None:
    lines = [line("100", "90"), line("5000", None)]
    worked = check_floor(lines, ["", ""], sale_amounts(lines, shipping=Decimal("150")).value, Decimal(20))
    said = [(finding.code, dict(finding.figures)) for finding in worked.findings]
    assert said == [("floor.uncosted", {"count": 1}), ("floor.shipping", {"shipping": Decimal("150.00")})]


def test_what_is_given_away_is_under_the_floor() -> None:
    given_away = floor_of(line("0", "5"))
    assert (given_away.state, given_away.rate) == (FloorState.UNDER, None)


def test_an_option_that_is_not_ticked_counts_at_its_worst() -> None:
    base, cheap = line("100", "50"), line("100", "200", option=True, chosen=False)
    assert floor_of(base, cheap).state is FloorState.UNDER
    assert floor_of(base, line("100", "10", option=True)).state is FloorState.ABOVE


def test_of_variants_only_the_worst_is_taken() -> None:
    base = line("100", "50")
    two = (line("100", "110", option=True), line("100", "105", option=True, chosen=False))
    # 30 to spare on the base; the worse variant lacks 30, both together 55.
    assert floor_of(base, *two, groups=["", "a", "a"]).state is FloorState.ABOVE
    assert floor_of(base, *two).state is FloorState.UNDER


def test_variants_that_are_each_above_the_floor_need_no_approval() -> None:
    assert floor_of(line("100", "50", option=True), groups=["a"]).state is FloorState.ABOVE


@given(
    st.lists(st.tuples(st.integers(0, 9999), st.integers(0, 9999), st.booleans()), min_size=1, max_size=6),
    st.integers(0, 100),
    st.integers(0, 60),
)
def test_no_choice_of_options_passes_under_a_floor_that_holds(
    rows: list[tuple[int, int, bool]], off: int, floor: int
) -> None:
    lines = [
        line(str(Decimal(price) / 100), str(Decimal(cost) / 100), option=option)
        for price, cost, option in rows
    ]
    percent = (Reduction(ReductionKind.TRADE_DISCOUNT, percent=Decimal(off)),)
    if floor_of(*lines, floor=str(floor), reductions=percent).needs_approval:
        return
    places = [place for place, each in enumerate(lines) if each.is_option]
    for number in range(2 ** len(places)):
        taken = frozenset(place for bit, place in enumerate(places) if number >> bit & 1)
        chosen = variant(lines, taken)
        margin = sale_amounts(chosen, reductions=percent).value.margin
        # The reduction is rounded to the cent once, the floor weighs it on each line: a cent a line apart at most.
        assert margin.margin >= margin.net * floor / 100 - Decimal("0.02")
