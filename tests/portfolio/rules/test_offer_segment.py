"""R-P4: what a pair of an offer and a segment is; what an empty one may be worth."""

from __future__ import annotations

from decimal import Decimal as D

import pytest

from negoce.portfolio.enums import OfferSegmentClass
from negoce.portfolio.rules.offer_segment import (
    Attack,
    Averages,
    Pair,
    attack_worth,
    class_of,
    margin_rate,
    win_rate,
)

AVERAGES = Averages(D(28), D(35))
C = OfferSegmentClass


def pair(margin: int | None, won: int, lost: int, revenue: int = 40_000) -> Pair:
    return Pair(D(revenue), None if margin is None else D(margin), D(revenue), won, lost)


def test_the_examples_of_the_reference() -> None:
    first = pair(13_000, 9, 11)
    assert (margin_rate(first), win_rate(9, 11)) == (D("32.50"), D("45.00"))
    assert class_of(first, AVERAGES).value is C.WINNER
    assert class_of(pair(12_400, 2, 8), AVERAGES).value is C.MIXED
    assert class_of(pair(4_800, 3, 7), AVERAGES).value is C.PENALISING


@pytest.mark.parametrize(
    ("given", "found"),
    [
        (pair(11_200, 7, 13), C.WINNER),
        (pair(-1, 20, 0), C.PENALISING),
        (Pair(D(0)), C.NOT_SERVED),
        (pair(None, 9, 1), C.UNJUDGED),
        (pair(13_000, 0, 0), C.UNJUDGED),
        (Pair(D(0), None, D(0), 0, 3), C.UNJUDGED),
    ],
)
def test_classes_at_the_edges(given: Pair, found: OfferSegmentClass) -> None:
    assert class_of(given, AVERAGES).value is found


def test_without_averages_nothing_is_judged() -> None:
    assert class_of(pair(13_000, 9, 11), Averages(None, D(35))).value is C.UNJUDGED


def test_the_margin_rate_counts_only_what_has_a_cost() -> None:
    assert margin_rate(Pair(D(100_000), D(3_000), D(10_000))) == D("30.00")


def test_what_an_empty_pair_may_be_worth() -> None:
    worked = attack_worth(companies=40, won=31, lost=69, per_customer=D(1_200))
    assert worked is not None
    assert worked.value == Attack(40, D("31.00"), D(1_200), D(14_880))


@pytest.mark.parametrize(
    ("companies", "won", "lost", "each"), [(0, 3, 7, 100), (5, 0, 0, 100), (5, 3, 7, 0), (5, 3, 7, -4)]
)
def test_nothing_is_promised_without_ground(companies: int, won: int, lost: int, each: int) -> None:
    assert attack_worth(companies=companies, won=won, lost=lost, per_customer=D(each)) is None
