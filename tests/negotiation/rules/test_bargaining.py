"""Zone of agreement (R-S2), plan of concessions (R-S3), volume that offsets a discount (R-S4)."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negoce.kit.worked import CannotWork
from negoce.negotiation.rules.bargaining import agreement_zone, concession_shares, own_margin
from negoce.negotiation.rules.offsetting_volume import offsetting_volume


def test_the_zone_goes_from_our_reserve_to_theirs():
    zone = agreement_zone(Decimal(42_000), Decimal(47_500)).value
    assert (zone.exists, zone.low, zone.high, zone.width) == (True, 42_000, 47_500, Decimal("5500.00"))
    assert own_margin(Decimal(52_000), Decimal(42_000)).value == Decimal("10000.00")


def test_without_a_zone_the_gap_is_told():
    worked = agreement_zone(Decimal(18_200), Decimal(17_650))
    assert (worked.value.exists, worked.value.width, worked.value.gap) == (False, 0, 550)
    assert worked.steps[0].code == "bargaining.no_zone"


def test_one_price_alone_is_a_zone():
    zone = agreement_zone(Decimal(100), Decimal(100)).value
    assert (zone.exists, zone.width, zone.gap) == (True, 0, 0)


@pytest.mark.parametrize(
    ("opening", "reserve", "code"),
    [("100", "100.01", "bargaining.reserve_above_opening"), ("-1", "-2", "amount.negative")],
)
def test_a_reserve_without_sense_is_refused(opening, reserve, code):
    with pytest.raises(CannotWork) as refused:
        own_margin(Decimal(opening), Decimal(reserve))
    assert refused.value.finding.code == code


@pytest.mark.parametrize(
    ("total", "steps", "ratio", "shares"),
    [
        ("6000", 3, "0.5", ["3428.57", "1714.29", "857.14"]),
        ("6000", 1, "0.5", ["6000"]),
        ("100", 3, "1", ["33.33", "33.33", "33.34"]),
    ],
)
def test_concessions_decrease(total, steps, ratio, shares):
    found = concession_shares(Decimal(total), steps, Decimal(ratio)).value
    assert found == tuple(Decimal(share) for share in shares)


@pytest.mark.parametrize(
    ("total", "steps", "ratio", "code"),
    [
        ("0", 3, "0.5", "concession.nothing_to_give"),
        ("10", 0, "0.5", "concession.steps_out_of_range"),
        ("10", 13, "0.5", "concession.steps_out_of_range"),
        ("10", 3, "0", "concession.ratio_out_of_range"),
        ("10", 3, "1.01", "concession.ratio_out_of_range"),
        ("0.02", 3, "0.5", "concession.too_little"),
        ("0.02", 3, "1", "concession.too_little"),
    ],
)
def test_a_plan_without_sense_is_refused(total, steps, ratio, code):
    with pytest.raises(CannotWork) as refused:
        concession_shares(Decimal(total), steps, Decimal(ratio))
    assert refused.value.finding.code == code


@given(
    total=st.decimals(min_value=1000, max_value=10_000_000, places=2),
    steps=st.integers(min_value=1, max_value=12),
    ratio=st.decimals(min_value="0.5", max_value=1, places=2),
)
def test_concessions_sum_to_the_cent_and_each_gives(total, steps, ratio):
    shares = concession_shares(total, steps, ratio).value
    assert (sum(shares), min(shares) > 0, len(shares)) == (total, True, steps)


@pytest.mark.parametrize(
    ("margin", "discount", "extra"), [(30, 5, "20.00"), (30, 0, "0.00"), (40, 10, "33.33")]
)
def test_the_volume_that_offsets_a_discount(margin, discount, extra):
    assert offsetting_volume(Decimal(margin), Decimal(discount)).value == Decimal(extra)


@pytest.mark.parametrize(
    ("margin", "discount", "code"),
    [
        (5, 5, "offsetting_volume.impossible"),
        (5, 6, "offsetting_volume.impossible"),
        (0, 0, "offsetting_volume.impossible"),
        (101, 5, "reduction.percent_out_of_range"),
        (30, -1, "reduction.percent_out_of_range"),
    ],
)
def test_a_discount_that_no_volume_makes_up_for(margin, discount, code):
    with pytest.raises(CannotWork) as refused:
        offsetting_volume(Decimal(margin), Decimal(discount))
    assert refused.value.finding.code == code
