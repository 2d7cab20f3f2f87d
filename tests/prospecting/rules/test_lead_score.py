"""R-P2: fit, behaviour that fades, bounds, and every line told."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as some

from negoce.prospecting.rules.lead_score import DatedPoints, FitPoints, lead_score

TODAY = date(2026, 11, 23)


def _done(rule: str, points: int, age: int) -> DatedPoints:
    return DatedPoints(rule, Decimal(points), TODAY - timedelta(days=age))


def test_the_example_of_the_reference():
    found = lead_score(
        [FitPoints("fit", Decimal(45))], [_done("white paper", 10, 0), _done("price page", 20, 90)], TODAY
    )
    assert found.value.score == Decimal("65.0")
    assert (found.value.fit, found.value.behaviour, found.value.is_proposed) == (45, 20, True)
    assert [(step.code, step.figures["rule"], step.figures.get("worth")) for step in found.steps] == [
        ("score.fit", "fit", None),
        ("score.behaviour", "white paper", Decimal("10.00")),
        ("score.behaviour", "price page", Decimal("10.00")),
    ]


def test_half_of_the_half_life_and_rounding():
    assert lead_score([], [_done("x", 10, 45)], TODAY).value.score == Decimal("7.1")
    assert lead_score([], [_done("x", 10, 180)], TODAY).value.score == Decimal("2.5")


def test_it_stays_between_0_and_100_and_says_when_it_is_capped():
    capped = lead_score([FitPoints("a", Decimal(90))], [_done("x", 30, 0)], TODAY)
    assert capped.value.score == 100
    assert capped.steps[-1].code == "score.capped"
    assert capped.steps[-1].figures == {"whole": Decimal("120.0"), "most": 100}
    assert lead_score([FitPoints("a", Decimal(-20))], [], TODAY).value.score == 0


def test_what_lies_ahead_or_long_ago_does_not_count():
    found = lead_score([], [_done("ahead", 50, -1), _done("long ago", 100, 1_081)], TODAY)
    assert (found.value.score, found.steps) == (0, ())


def test_proposed_from_sixty_on():
    assert not lead_score([FitPoints("a", Decimal("59.9"))], [], TODAY).value.is_proposed
    assert lead_score([FitPoints("a", Decimal(60))], [], TODAY).value.is_proposed


@given(
    some.lists(some.tuples(some.integers(-100, 100), some.integers(0, 2_000)), max_size=8),
    some.integers(0, 400),
)
def test_time_takes_away_and_order_does_not_matter(drawn, later):
    done = [_done(f"rule {place}", points, age) for place, (points, age) in enumerate(drawn)]
    now = lead_score([], done, TODAY).value
    assert now == lead_score([], list(reversed(done)), TODAY).value
    assert 0 <= now.score <= 100
    if all(points >= 0 for points, _age in drawn):
        assert lead_score([], done, TODAY + timedelta(days=later)).value.score <= now.score
