"""What salespeople said of deals beside what was learned."""

from __future__ import annotations

import pytest

from negoce.portfolio.rules.win_compared import Band, Judgement, compare, truer


def test_both_are_judged_on_the_same_deals() -> None:
    found = compare([Judgement(0.8, 0.2, won=True), Judgement(0.4, 0.2, won=False)])
    assert found is not None
    assert (found.deals, round(found.own_brier, 4), round(found.learned_brier, 4)) == (2, 0.1, 0.34)
    assert (round(found.own_mean, 4), found.learned_mean, found.won) == (0.6, 0.2, 0.5)
    assert truer(found.deals, found.own_brier, found.learned_brier) == ""


@pytest.mark.parametrize(
    ("own", "learned", "expected"), [(0.5, 0.5, "alike"), (0.9, 0.3, "learned"), (0.1, 0.7, "own")]
)
def test_whoever_is_nearer_to_what_came_is_truer(own: float, learned: float, expected: str) -> None:
    found = compare([Judgement(own, learned, won=False)] * 10)
    assert found is not None
    assert truer(found.deals, found.own_brier, found.learned_brier) == expected


def test_bands_are_fifths_of_the_scale() -> None:
    said = [Judgement(0.0, 0.5, won=False), Judgement(0.25, 0.5, won=True), Judgement(1.0, 0.5, won=True)]
    found = compare(said)
    assert found is not None
    assert list(found.bands) == [Band(1, 0.0, 0.0), Band(1, 0.25, 1.0), Band(1, 1.0, 1.0)]


def test_without_a_deal_nothing_is_compared() -> None:
    assert compare([]) is None
