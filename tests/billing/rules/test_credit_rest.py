"""Parts of an invoice that are credited come to the whole, to the cent."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from negoce.billing.rules.credit_rest import rounding_room, share_of_part, wanted_bases
from negoce.catalogue.enums import VatCategory
from negoce.catalogue.rules.totals import VatGroup

FULL, LOW = (VatGroup(VatCategory.STANDARD, Decimal(rate)) for rate in ("20", "5.5"))
D = Decimal


@given(st.decimals("0", "9999", places=2), st.lists(st.integers(1, 500), min_size=1, max_size=12))
def test_shares_come_to_the_amount(amount: Decimal, parts: list[int]) -> None:
    before, shares = D(0), []
    for part in parts:
        shares.append(share_of_part(amount, before=before, now=D(part), whole=D(sum(parts))))
        before += part
    assert sum(shares) == amount


def test_the_note_that_closes_a_rate_takes_what_is_left_and_another_no_more() -> None:
    whole, others = {FULL: D("29.93"), LOW: D("5.00")}, {FULL: D("19.96")}
    natural = {FULL: D("9.98"), LOW: D("4.99")}
    room = rounding_room(parts=4, reductions=1, notes=3)
    assert room == D("0.10")
    assert wanted_bases(whole, others, natural, closed={FULL}, most=room) == {FULL: D("9.97"), LOW: D("4.99")}
    assert wanted_bases(whole, others, natural, closed={FULL, LOW}, most=room)[LOW] == D("5.00")
    # Never more than what is left, closed or not.
    assert wanted_bases(whole, others, natural, closed=(), most=room)[FULL] == D("9.97")


def test_what_is_no_rounding_is_left_as_it_is() -> None:
    whole, natural = {FULL: D(100)}, {FULL: D(60)}
    others = {FULL: D(50)}
    assert wanted_bases(whole, others, natural, closed={FULL}, most=D("0.10")) == natural
