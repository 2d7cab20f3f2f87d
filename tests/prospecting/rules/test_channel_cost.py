"""R-P5: the cost of a customer, its payback, and which channel to choose."""

from __future__ import annotations

from decimal import Decimal as D

import pytest

from negoce.kit.worked import CannotWork
from negoce.prospecting.rules.channel_cost import Acquisition, Candidate, acquisition, choose_channels


def test_the_worked_example() -> None:
    telephone = acquisition([D(6_000), D(2_400)], 12, yearly_margin=D(1_400)).value
    assert telephone == Acquisition(D(8_400), 12, D("700.00"), D("6.00"))
    email, fair = acquisition([D(1_800)], 3).value, acquisition([D(9_500)], 10).value
    assert (email.each, fair.each) == (D("600.00"), D("950.00"))
    candidates = [
        Candidate("phone", 8, 7, 8, telephone.each),
        Candidate("email", 6, 7, 6, email.each),
        Candidate("fair", 9, 6, 9, fair.each),
    ]
    placed = choose_channels(candidates).value
    assert [each.candidate.channel for each in placed] == ["email", "phone", "fair"]
    assert [each.verdict for each in placed] == ["first", "next", "next"]


def test_what_does_not_reach_the_target_is_not_chosen_however_cheap() -> None:
    candidates = [
        Candidate("letter", 3, 9, 9, D(10)),
        Candidate("email", 8, 9, 4, D(20)),
        Candidate("search", None, 9, 9, D(5)),
        Candidate("phone", 8, 9, 8, None),
        Candidate("fair", 5, 9, 8, D(900)),
    ]
    placed = choose_channels(candidates).value
    assert [(each.candidate.channel, each.verdict) for each in placed] == [
        ("fair", "first"),
        ("phone", "next"),
        ("letter", "ineffective"),
        ("email", "doubtful"),
        ("search", "unknown"),
    ]


def test_a_missing_skill_asks_for_training_unless_it_is_bought() -> None:
    inside = choose_channels([Candidate("phone", 8, 3, 8, D(10))])
    assert inside.value[0].gap
    assert [each.code for each in inside.steps] == ["channel.fit", "channel.cheapest", "channel.gap"]
    assert not choose_channels([Candidate("phone", 8, 3, 8, D(10), outsourced=True)]).value[0].gap


def test_nothing_fits() -> None:
    worked = choose_channels([Candidate("phone", 4, 3, 8, D(10))])
    assert [each.code for each in worked.steps] == ["channel.none_fit"]


@pytest.mark.parametrize(
    ("costs", "customers", "code"),
    [([D(-1)], 1, "channel.below_zero"), ([D(1)], 0, "channel.no_customer")],
)
def test_what_makes_no_sense_is_refused(costs: list[D], customers: int, code: str) -> None:
    with pytest.raises(CannotWork) as refusal:
        acquisition(costs, customers)
    assert refusal.value.finding.code == code


def test_a_margin_of_nothing_pays_nothing_back() -> None:
    assert acquisition([D(100)], 1, yearly_margin=D(0)).value.payback_months is None
