"""A rebate of a year, split between the VAT rates of what was sold."""

from decimal import Decimal as D

import pytest

from negoce.billing.rules.rebate_split import likely_group, split_rebate
from negoce.catalogue.enums import VatCategory
from negoce.catalogue.rules.totals import VatGroup
from negoce.kit.worked import CannotWork

NORMAL, REDUCED = VatGroup(VatCategory.STANDARD, D(20)), VatGroup(VatCategory.STANDARD, D("5.5"))


def test_each_rate_bears_its_share_and_nothing_is_lost():
    # 1,220.00 is what 64,000 earns in the example of R-C2.
    assert split_rebate(D("1220.00"), {REDUCED: D(16000), NORMAL: D(48000)}) == {
        NORMAL: D("915.00"),
        REDUCED: D("305.00"),
    }
    parts = split_rebate(D("100.00"), {NORMAL: D(1000), REDUCED: D(2000)})
    assert parts == {NORMAL: D("33.33"), REDUCED: D("66.67")}
    assert split_rebate(D(10), {NORMAL: D(50), REDUCED: D(-50)}) == {NORMAL: D(10)}


@pytest.mark.parametrize("sold", [D(0), D("99.99"), D(-100)])
def test_no_more_is_given_than_was_sold(sold):
    with pytest.raises(CannotWork) as problem:
        split_rebate(D(100), {NORMAL: sold})
    assert problem.value.finding.code == "rebate.more_than_sold"


def test_the_rate_of_a_past_invoice_is_told_by_its_sums():
    assert likely_group(D("1234.56"), D("246.91")) == NORMAL
    assert likely_group(D("1234.56"), D("67.95")) == REDUCED
    assert likely_group(D(100), D(0)) == VatGroup(VatCategory.ZERO, D(0))
    assert likely_group(D(100), D("14.50")) is None
