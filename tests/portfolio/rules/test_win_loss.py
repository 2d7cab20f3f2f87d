"""Deals decided, set side by side: what may be said of how many (N14)."""

from __future__ import annotations

from decimal import Decimal as D

import pytest

from negoce.portfolio.rules.reasons import Tally
from negoce.portfolio.rules.win_loss import (
    Spread,
    Standing,
    compared,
    findings,
    size_cuts,
    spread,
    standing_of,
    step_ends,
)

STEPS = ("preparation", "discovery", "negotiation")


@pytest.mark.parametrize(
    ("group", "rest", "said"),
    [
        # 18 of 20 beside 40 of 100: 90 % and 40 %.
        (Tally(18, 2), Tally(40, 60), Standing.MORE),
        (Tally(2, 18), Tally(60, 40), Standing.LESS),
        # 12 of 20 beside 45 of 100: chance does as much.
        (Tally(12, 8), Tally(45, 55), Standing.SAME),
        # Nine deals, however they ended; nor a rest of nine.
        (Tally(9, 0), Tally(10, 90), Standing.FEW),
        (Tally(50, 5), Tally(0, 9), Standing.FEW),
        (Tally(), Tally(), Standing.FEW),
        (Tally(10, 0), Tally(0, 10), Standing.MORE),
    ],
)
def test_a_group_stands_out_only_as_far_as_its_deals_tell(group: Tally, rest: Tally, said: Standing) -> None:
    assert standing_of(group, rest) is said


def test_a_group_is_compared_with_what_is_not_of_it() -> None:
    found = compared({"fair": Tally(18, 2), "web": Tally(40, 60)}, Tally(58, 62))
    assert [(each.rest.won, each.rest.lost) for each in found.values()] == [(40, 60), (18, 2)]
    assert (found["fair"].share.percent, found["fair"].share.low, found["fair"].share.high) == (
        D("90.0"),
        D("69.9"),
        D("97.2"),
    )


def test_findings_say_what_weighs_most_first() -> None:
    whole = Tally(60, 70)
    tables = {
        "channel": compared({"fair": Tally(18, 2), "web": Tally(42, 68)}, whole),
        "size": compared({0: Tally(30, 35), 1: Tally(30, 35)}, whole),
    }
    said = [(each.code, each.figures["table"], each.figures["key"]) for each in findings(tables)]
    assert said == [("win_loss.less", "channel", "web"), ("win_loss.more", "channel", "fair")]
    first = findings(tables)[0].figures
    assert (first["percent"], first["count"], first["rest"]) == (D("38.2"), 110, D("90.0"))


@pytest.mark.parametrize(
    ("quarters", "cuts"),
    [
        ((D(3_300), D(8_120), D(30_600)), (D(3_300), D(8_100), D(31_000))),
        ((D(5), D(5), D(5)), (D(5),)),
        ((), ()),
    ],
)
def test_sizes_are_parted_at_two_figures(quarters: tuple[D, ...], cuts: tuple[D, ...]) -> None:
    assert size_cuts(quarters) == cuts


def test_days_are_told_from_ten_deals_on() -> None:
    assert spread([10] * 9) == Spread(9)
    assert spread([None, -1, *range(10, 110, 10)]) == Spread(10, 55, 30, 80)


def test_each_step_tells_who_reached_it_and_who_fell_there() -> None:
    lost_at = {
        "preparation": Tally(lost=1),
        "discovery": Tally(0, 1, D(0), D(700)),
        "negotiation": Tally(lost=1),
    }
    days = {("discovery", True): [8] * 12, ("discovery", False): [18] * 9}
    found = step_ends(4, STEPS, lost_at, days)
    assert [(each.reached, each.lost, each.lost_amount) for each in found] == [
        (4, 1, D(0)),
        (3, 1, D(700)),
        (2, 1, D(0)),
    ]
    assert found[1].share.percent == D("33.3")
    assert (found[1].won_days, found[1].lost_days) == (Spread(12, 8, 8, 8), Spread(9))
