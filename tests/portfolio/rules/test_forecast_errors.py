"""What past forecasts teach: a factor for what they all missed, a spread with which eight in ten would have held."""

from __future__ import annotations

import random
from math import exp, log

import pytest

from negoce.portfolio.rules.forecast_errors import Lesson, Missed, Said, correction, lessons, shock


def test_without_a_past_nothing_is_corrected_nor_known() -> None:
    assert correction([]) == 1.0
    assert shock([]) is None
    assert shock([Missed(100, 0, 100)] * 5) is None


def test_what_every_month_missed_is_added_but_for_a_prior_of_one_month() -> None:
    assert correction([Missed(100, 0, 140)] * 12) == pytest.approx(exp(log(1.4) * 12 / 13))
    assert correction([Missed(100, 0, 900)] * 12) == 2.0
    # What was said was corrected already: the next one starts again from the plain figure.
    assert correction([Missed(140, 0, 140, 1.4)] * 12) == pytest.approx(exp(log(1.4) * 12 / 13))


def test_one_odd_month_corrects_nothing() -> None:
    assert correction([*[Missed(100, 0, 100)] * 11, Missed(100, 0, 900)]) == 1.0
    assert shock([*[Missed(100, 0, 110)] * 11, Missed(100, 0, 900)]) == pytest.approx(0.1 / 1.2816)


def test_what_chance_explains_is_no_shock() -> None:
    assert shock([Missed(100, 900, 130)] * 12) == 0.05
    assert shock([Missed(100, 900, 130)] * 12, least=0.0) == 0.0


def test_of_two_factors_the_second_explains_what_the_first_does_not() -> None:
    past = [Missed(100, 0, 100 + 1.2816 * 25)] * 12
    assert shock(past) == pytest.approx(0.25)
    assert shock(past, beside=0.2) == pytest.approx(0.15)


def test_eight_months_in_ten_hold_in_worlds_drawn_by_a_shock() -> None:
    chance = random.Random(7)
    held = 0
    for _world in range(400):
        past = [Missed(100, 0, 100 * (1 + chance.gauss(0, 0.2))) for _month in range(12)]
        spread = shock(past) or 0.0
        held += abs(chance.gauss(0, 0.2)) <= 1.2816 * spread
    assert held / 400 == pytest.approx(0.83, abs=0.05)


def said(kind: str, lead: int, actual: float, method: str = "foresight") -> list[Said]:
    return [Said(kind, lead, method, Missed(100, 0, actual))] * 12


def test_nobody_is_surer_of_a_later_month() -> None:
    past = [*said("house", 1, 125.632), *said("house", 2, 112.816), *said("house", 3, 112.816)]
    found = lessons(past, "foresight")
    assert [round(lesson.common, 3) for lesson in found] == [0.2, 0.2, 0.2]
    assert found[0].correction > found[1].correction > 1
    assert found[0].months == 12


def test_people_stray_beside_the_house() -> None:
    past = [*said("house", 1, 112.816), *said("person", 1, 120), *said("family", 1, 105)]
    (first, *_later) = lessons(past, "foresight")
    assert first.person == pytest.approx(((20 / 128.16) ** 2 - 0.1**2) ** 0.5)
    assert first.family == 0.0


def test_of_a_method_without_a_past_another_tells_the_spread_but_corrects_nothing() -> None:
    (first, *_later) = lessons(said("house", 1, 125.632, "last_year"), "foresight")
    assert (first.correction, round(first.common, 3)) == (1.0, 0.2)
    assert lessons([], "foresight") == [Lesson()] * 3
