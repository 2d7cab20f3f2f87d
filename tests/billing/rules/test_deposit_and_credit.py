"""Deposits and what is left to credit: shares that never come to more than the whole."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negoce.billing.rules.credit_left import bases_left, over_left
from negoce.billing.rules.deposit import deposit_by_amount, deposit_by_percent
from negoce.catalogue.enums import VatCategory
from negoce.catalogue.rules.totals import VatGroup, VatSubtotal
from negoce.kit.money import round_money
from negoce.kit.worked import CannotWork

RATES = [Decimal(rate) for rate in ("20", "10", "5.5", "2.1")]
BASES = st.lists(st.decimals("1", "100000", places=2), min_size=1, max_size=4)


def subtotals(bases: list[Decimal]) -> list[VatSubtotal]:
    """One group a base, each at its own rate."""
    return [
        VatSubtotal(VatGroup(VatCategory.STANDARD, rate), base, round_money(base * rate / 100))
        for rate, base in zip(RATES, bases, strict=False)
    ]


def incl_vat(lines) -> Decimal:
    """What a deposit comes to."""
    return sum((each.base + round_money(each.base * each.group.rate / 100) for each in lines), Decimal(0))


def test_a_deposit_of_thirty_percent():
    worked = deposit_by_percent(subtotals([Decimal(1000), Decimal(200)]), Decimal(30))
    assert [(each.group.rate, each.base) for each in worked.value] == [(20, 300), (10, 60)]


@given(BASES, st.decimals("0.2", "1", places=4))
def test_a_deposit_of_an_amount_is_that_amount_or_a_cent_a_rate_below(bases, share):
    groups = subtotals(bases)
    whole = sum((each.base + each.vat for each in groups), Decimal(0))
    asked = round_money(whole * share)
    given_back = incl_vat(deposit_by_amount(groups, asked).value)
    assert asked - Decimal("0.02") * len(groups) <= given_back <= asked


@pytest.mark.parametrize("percent", ["0", "-1", "100.01", "101"])
def test_a_share_outside_the_order_is_refused(percent):
    with pytest.raises(CannotWork):
        deposit_by_percent(subtotals([Decimal(100)]), Decimal(percent))


@given(BASES, st.lists(st.decimals("0", "1", places=2), min_size=4, max_size=4))
def test_what_is_credited_and_what_is_left_are_the_whole(bases, shares):
    issued = subtotals(bases)
    credited = [
        VatSubtotal(each.group, round_money(each.base * share), Decimal(0))
        for each, share in zip(issued, shares, strict=False)
    ]
    left = bases_left(issued, credited)
    for each, taken in zip(issued, credited, strict=True):
        rest = sum((found.base for found in left if found.group == each.group), Decimal(0))
        assert rest + taken.base == each.base
    assert over_left(left, left) is None
    if left:
        more = [VatSubtotal(left[0].group, left[0].base + Decimal("0.01"), Decimal(0))]
        assert over_left(left, more) == left[0].group
