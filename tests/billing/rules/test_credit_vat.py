"""The VAT of credit notes: parts give back the whole, near base × rate, and an amount comes out to the cent."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from negoce.billing.rules.credit_left import bases_left, credit_by_amount, credited_vat
from negoce.catalogue.enums import VatCategory
from negoce.catalogue.rules.totals import VAT_ASTRAY, VatGroup, VatSubtotal
from negoce.kit.money import CENT, round_money

ZERO = Decimal(0)
RATES = [Decimal(rate) for rate in ("20", "10", "5.5", "2.1", "0")]
FEW = settings(max_examples=40, deadline=None)
PARTS = st.lists(st.integers(1, 3000), min_size=1, max_size=8)


def natural(cents: int | Decimal, rate: Decimal) -> VatSubtotal:
    """A base of some cents with base × rate."""
    base = CENT * cents
    return VatSubtotal(VatGroup(VatCategory.STANDARD, rate), base, round_money(base * rate / 100))


def total(parts) -> Decimal:
    """Including VAT."""
    return sum((each.base + each.vat for each in parts), ZERO)


@FEW
@given(PARTS, st.sampled_from(RATES), st.sampled_from([1, -1]))
def test_parts_give_back_the_whole_to_the_cent(cents, rate, side):
    issued = [natural(side * sum(cents), rate)]
    credited: list[VatSubtotal] = []
    for part in cents:
        left = bases_left(issued, credited)
        (found,) = credited_vat(left, [natural(side * part, rate)])
        assert credited_vat(left, [found]) == (found,)
        assert abs(found.vat - natural(side * part, rate).vat) <= VAT_ASTRAY
        assert found.vat * side >= 0
        credited.append(found)
    assert bases_left(issued, credited) == ()
    assert total(credited) == total(issued)


@FEW
@given(
    st.lists(st.integers(100, 300_000), min_size=1, max_size=4),
    st.lists(st.decimals("0.05", "0.95", places=3), max_size=4),
)
def test_amounts_are_given_back_to_the_cent_and_the_last_closes(cents, shares):
    issued = [natural(each, rate) for each, rate in zip(cents, RATES, strict=False)]
    credited: list[VatSubtotal] = []
    for share in shares:
        left = bases_left(issued, credited)
        asked = round_money(total(left) * share)
        if asked < 1:
            continue
        parts = credit_by_amount(left, asked)
        assert total(parts) == asked
        assert credited_vat(left, parts) == parts
        for each in parts:
            assert abs(each.vat - natural(each.base / CENT, each.group.rate).vat) <= 2 * CENT
        credited += parts
    left = bases_left(issued, credited)
    credited += credit_by_amount(left, total(left))
    assert bases_left(issued, credited) == ()
    assert total(credited) == total(issued)


def test_a_cash_discount_of_fifty_seven_cents_is_fifty_seven_cents():
    (part,) = credit_by_amount([natural(1010, Decimal(20))], Decimal("0.57"))
    assert (part.base, part.vat) == (Decimal("0.48"), Decimal("0.09"))
