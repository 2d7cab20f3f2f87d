"""Deals decided, set side by side: what may be said of how many (N14)."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal as D

import pytest

from negoce.portfolio.rules.reasons import Tally
from negoce.portfolio.rules.win_loss import (
    Decided,
    Spread,
    Standing,
    band_of,
    compared,
    findings,
    size_cuts,
    spread,
    standing_of,
    step_ends,
    tallies,
)

END = date(2026, 11, 20)
STEPS = ("preparation", "discovery", "negotiation")


def deal(key: int, *, won: bool, days: int | None = 30, **more: object) -> Decided:
    begun = None if days is None else END - timedelta(days=days)
    return Decided(key, won, END, begun_on=begun, **more)  # type: ignore[arg-type]


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


def test_deals_are_counted_by_what_is_asked_of_them() -> None:
    deals = [
        deal(1, won=True, amount=D(1_000), competitor="Emballo"),
        deal(2, won=False, amount=D(400), competitor="Emballo"),
        deal(3, won=False),
    ]
    found = tallies(deals, lambda each: each.competitor)
    assert found == {"Emballo": Tally(1, 1, D(1_000), D(400)), "": Tally(0, 1)}


def test_sizes_are_quarters_of_what_was_decided() -> None:
    amounts = [D(each) for each in (1_040, 2_150, 3_300, 4_870, 8_120, 12_340, 30_600, 99_000)]
    cuts = size_cuts([*amounts, None, D(0)])
    assert cuts == (D(3_300), D(8_100), D(31_000))
    assert [band_of(each, cuts) for each in (D(0), D(3_300), D(8_099), D(31_000), None)] == [0, 1, 1, 3, None]


@pytest.mark.parametrize(
    ("amounts", "cuts"), [((), ()), ((D(5), D(5), D(5), D(5)), (D(5),)), ((D(9),) * 3, ())]
)
def test_few_or_equal_amounts_make_fewer_bands(amounts: tuple[D, ...], cuts: tuple[D, ...]) -> None:
    assert size_cuts(amounts) == cuts


def test_days_are_told_from_ten_deals_on() -> None:
    assert spread([10] * 9) == Spread(9)
    assert spread([None, -1, *range(10, 110, 10)]) == Spread(10, 55, 30, 80)


def test_each_step_tells_who_reached_it_and_who_fell_there() -> None:
    deals = [
        deal(1, won=True, step="negotiation"),
        deal(2, won=False, step="discovery", amount=D(700)),
        deal(3, won=False, step="negotiation", amount=D(50)),
        deal(4, won=False, step="preparation"),
    ]
    found = step_ends(deals, STEPS, {})
    assert [(each.reached, each.lost, each.lost_amount) for each in found] == [
        (4, 1, D(0)),
        (3, 1, D(700)),
        (2, 1, D(50)),
    ]
    assert found[1].share.percent == D("33.3")


def test_days_at_a_step_go_from_one_change_to_the_next() -> None:
    def at(days: int) -> date:
        return END - timedelta(days=days)

    changes = {
        key: [(at(30), "preparation"), (at(20), "discovery"), (at(12), "preparation"), (at(10), "discovery")]
        for key in range(12)
    }
    lost = [deal(key, won=False, step="discovery") for key in range(11)]
    found = step_ends([*lost, deal(11, won=False, days=None, step="discovery")], STEPS, changes)
    assert [each.lost_days for each in found] == [Spread(11, 12, 12, 12), Spread(11, 18, 18, 18), Spread(0)]
    assert found[0].won_days == Spread(0)
