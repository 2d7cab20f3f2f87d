"""R-P1: coverage of a grid, whether it is validated, since when."""

from __future__ import annotations

from datetime import date
from decimal import Decimal as D

import pytest

from negoce.kit.worked import CannotWork
from negoce.prospecting.enums import Answer
from negoce.prospecting.rules.qualification import Coverage, DatedAnswer, coverage, validated_since

YES, NO, UNKNOWN = Answer.YES, Answer.NO, Answer.UNKNOWN


def bant(budget: Answer, authority: Answer, need: Answer, timeline: Answer) -> dict[str, Answer]:
    return {"budget": budget, "authority": authority, "need": need, "timeline": timeline}


def test_three_of_four_is_validated() -> None:
    worked = coverage("bant", bant(YES, NO, YES, YES))
    assert worked.value == Coverage(D("75.00"), True, 3, 4, ())
    assert [step.code for step in worked.steps] == [
        "qualification.coverage",
        "qualification.validated",
        "qualification.advice_short",
    ]


def test_two_of_four_is_not() -> None:
    worked = coverage("bant", bant(YES, UNKNOWN, YES, UNKNOWN))
    assert worked.value == Coverage(D("50.00"), False, 2, 4, ("authority", "timeline"))
    assert worked.steps[1].code == "qualification.not_validated"


@pytest.mark.parametrize(("criteria", "needed"), [(1, 1), (3, 3), (4, 3), (5, 4), (6, 5), (8, 6)])
def test_three_quarters_validate_any_grid(criteria: int, needed: int) -> None:
    for confirmed in (needed - 1, needed):
        answers = {str(at): YES if at < confirmed else NO for at in range(criteria)}
        assert coverage("own", answers).value.is_validated is (confirmed == needed)


def test_a_grid_without_criteria_says_so() -> None:
    with pytest.raises(CannotWork):
        coverage("own", {})


def entries(*given: tuple[int, Answer, int]) -> list[DatedAnswer]:
    return [DatedAnswer(criterion, answer.value, date(2026, 1, day)) for criterion, answer, day in given]


def test_it_counts_from_the_answer_that_completes_it() -> None:
    history = entries((1, YES, 2), (2, YES, 5), (9, YES, 6), (3, YES, 8), (4, YES, 20))
    assert validated_since([1, 2, 3, 4], history) == date(2026, 1, 8)


def test_what_is_taken_back_ends_it_and_it_begins_anew() -> None:
    history = entries((1, YES, 2), (2, YES, 3), (3, YES, 4), (3, NO, 10))
    assert validated_since([1, 2, 3, 4], history) is None
    assert validated_since([1, 2, 3, 4], [*history, *entries((4, YES, 12))]) == date(2026, 1, 12)


def test_nothing_answered_or_nothing_asked_is_no_qualification() -> None:
    assert validated_since([1, 2], []) is None
    assert validated_since([], entries((1, YES, 2))) is None
