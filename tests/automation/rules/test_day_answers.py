"""What an answer hides, and merging under one company."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from negoce.automation.enums import DayAnswerKind as A
from negoce.automation.rules.day_answers import (
    Given,
    hidden_keys,
    hides,
    may_wait_until,
    postponed_until,
    rest_until,
)
from negoce.automation.rules.day_merge import merge_by_company

FRIDAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("answer", "until", "fact", "hidden"),
    [
        (A.REFUSED, None, "order 1", True),
        (A.REFUSED, None, "order 2", False),
        (A.DONE, date(2026, 11, 21), "order 1", True),
        (A.DONE, date(2026, 11, 20), "order 1", False),
        (A.POSTPONED, date(2026, 11, 21), "order 2", True),
        (A.POSTPONED, date(2026, 11, 20), "order 1", False),
    ],
)
def test_an_answer_holds_until_a_new_fact_or_its_day(
    answer: str, until: date | None, fact: str, hidden: bool
) -> None:
    assert hides(Given("recall", "x", answer, "order 1", until), fact, FRIDAY) is hidden


def test_only_the_named_actions_are_hidden() -> None:
    answers = [Given("recall", "x", "refused", "a", None), Given("quote", "x", "refused", "a", None)]
    assert hidden_keys(answers, {("recall", "x"): "a", ("quote", "y"): "a"}, FRIDAY) == {("recall", "x")}


def test_days_to_come_back_on() -> None:
    assert rest_until("recall", "done", FRIDAY) == date(2027, 1, 4)
    assert rest_until("promise", "done", FRIDAY) is None
    assert rest_until("recall", "refused", FRIDAY) is None
    assert [postponed_until(words, FRIDAY) for words in ("1", "3", "week", "2", "")] == [
        date(2026, 11, 21),
        date(2026, 11, 23),
        date(2026, 11, 23),
        None,
        None,
    ]
    days = (date(2026, 11, 20), date(2026, 11, 21), date(2027, 11, 20), date(2027, 11, 21))
    assert [may_wait_until(day, FRIDAY) for day in days] == [False, True, True, False]


@dataclass(frozen=True)
class Action:
    company_id: int | None
    value: float
    kind: str
    key: str
    goes_first: bool = False


def test_one_action_a_company_the_strongest_first() -> None:
    a, b, c = Action(1, 5, "quote", "a"), Action(1, 9, "recall", "b"), Action(2, 7, "quote", "c")
    alone, equal = Action(None, 7, "task", "d"), Action(None, 7, "task", "e")
    merged = merge_by_company([equal, alone, c, a, b])
    assert [(each.first, each.others) for each in merged] == [(b, (a,)), (c, ()), (alone, ()), (equal, ())]
    assert merge_by_company([b, a, c, alone, equal]) == merged
    request = Action(1, 1, "request", "r", goes_first=True)
    with_request = merge_by_company([b, request, c])
    assert [(each.first, each.others) for each in with_request] == [(request, (b,)), (c, ())]
