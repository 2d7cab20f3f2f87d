"""Which questions are asked, and which motives dominate."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from negoce.companies.enums import PurchaseMotive
from negoce.negotiation.enums import ClosedAnswer, QuestionForm, QuestionTopic, SaleKind
from negoce.negotiation.rules.discovery import (
    QUESTIONS,
    Branch,
    Progress,
    Question,
    asked,
    branches_of,
    progress,
    question_set,
)
from negoce.negotiation.rules.motives import tally
from negoce.negotiation.words.discovery import HELP, QUESTION_WORDS

MONEY, SECURITY, NOVELTY = PurchaseMotive.MONEY, PurchaseMotive.SECURITY, PurchaseMotive.NOVELTY


def test_each_question_has_words_and_each_branch_hangs_on_a_closed_question_of_the_same_sales() -> None:
    keys = [each.key for each in QUESTIONS]
    assert len(set(keys)) == len(keys)
    assert set(QUESTION_WORDS) == set(keys)
    assert set(HELP) <= set(keys)
    by_key = {each.key: each for each in QUESTIONS}
    for each in QUESTIONS:
        if each.branch is None:
            continue
        above = by_key[each.branch.question]
        assert (above.form, above.branch) == (QuestionForm.CLOSED, None)
        assert each.kinds <= above.kinds
        assert keys.index(above.key) < keys.index(each.key)


def test_a_branch_is_asked_once_its_answer_was_given() -> None:
    def of_the_budget(answers: dict[str, str]) -> list[str]:
        return [
            each.key
            for each in asked(question_set(SaleKind.SUPPLY), answers)
            if each.key.startswith("budget")
        ]

    assert of_the_budget({}) == ["budget"]
    assert of_the_budget({"budget": "yes"}) == ["budget", "budget_size"]
    assert of_the_budget({"budget": "no"}) == ["budget", "budget_path"]
    assert of_the_budget({"budget": "unknown"}) == ["budget"]
    assert [each.key for each in branches_of(question_set(SaleKind.SUPPLY), "budget")] == [
        "budget_size",
        "budget_path",
    ]


def test_an_answer_to_what_is_asked_no_more_opens_nothing() -> None:
    topic, closed = QuestionTopic.SITUATION, QuestionForm.CLOSED
    questions = [
        Question("first", topic, closed),
        Question("second", topic, closed, branch=Branch("first", ClosedAnswer.YES)),
        Question("third", topic, branch=Branch("second", ClosedAnswer.YES)),
    ]
    told = {"first": "yes", "second": "yes", "third": "Trois mois"}
    assert [each.key for each in asked(questions, told)] == ["first", "second", "third"]
    assert progress(questions, {**told, "first": "no"}) == Progress(1, 1)
    assert [each.key for each in asked(questions, {**told, "first": "no"})] == ["first"]
    assert [each.key for each in branches_of(questions, "first")] == ["second", "third"]


@pytest.mark.parametrize(
    ("kind", "answers", "expected"),
    [
        (SaleKind.SUPPLY, {}, Progress(0, 17)),
        (SaleKind.PROJECT, {}, Progress(0, 17)),
        (SaleKind.RENEWAL, {}, Progress(0, 16)),
        (SaleKind.SUPPLY, {"blocks": "Casse du film", "cost": ""}, Progress(1, 17)),
        (SaleKind.SUPPLY, {"budget": "yes"}, Progress(1, 18)),
        # What was said of a budget is not counted any more once there is none.
        (SaleKind.SUPPLY, {"budget": "unknown", "budget_size": "20 k€"}, Progress(1, 17)),
    ],
)
def test_progress_counts_what_is_asked(kind: SaleKind, answers: dict[str, str], expected: Progress) -> None:
    assert progress(question_set(kind), answers) == expected


def test_sets_differ_by_kind_of_sale() -> None:
    sets = {kind: {each.key for each in question_set(kind)} for kind in SaleKind}
    assert sets[SaleKind.PROJECT] - sets[SaleKind.SUPPLY] == {"trigger"}
    assert sets[SaleKind.RENEWAL] - sets[SaleKind.SUPPLY] == {"rivals", "satisfied"}


@pytest.mark.parametrize(
    ("heard", "dominant"),
    [
        ([], []),
        ([SECURITY], [SECURITY]),
        ([MONEY, SECURITY], [SECURITY, MONEY]),
        ([SECURITY] * 3 + [MONEY] * 2 + [NOVELTY], [SECURITY, MONEY]),
        # Less than half as often as the first: it does not dominate.
        ([SECURITY] * 3 + [MONEY], [SECURITY]),
        # Two are equal for the second place: neither is chosen.
        ([SECURITY] * 2 + [MONEY, NOVELTY], [SECURITY]),
        ([SECURITY, MONEY, NOVELTY], []),
    ],
)
def test_dominant_motives(heard: Sequence[PurchaseMotive], dominant: Sequence[PurchaseMotive]) -> None:
    assert list(tally(heard).dominant) == dominant
