"""A house’s own questions: read and written, branches that hold, the set that a deal gets."""

from __future__ import annotations

import pytest

from negoce.negotiation.enums import ClosedAnswer, QuestionForm, QuestionTopic
from negoce.negotiation.rules.discovery import Branch, Question, asked, branches_of, progress
from negoce.negotiation.rules.discovery_set import (
    MOST_QUESTIONS,
    SetScope,
    check_question,
    choose_set,
    moved,
    read_questions,
    with_question,
    without_question,
    write_questions,
)


def _question(
    key: str, *, closed: bool = False, under: str = "", topic: str = "needs", words: str = "?"
) -> Question:
    form = QuestionForm.CLOSED if closed else QuestionForm.OPEN
    branch = Branch(under, ClosedAnswer.YES) if under else None
    return Question(key, QuestionTopic(topic), form, branch=branch, words=words, hint="security")


COLD = _question("yn-cold", closed=True)
HOW = _question("own-how", under="yn-cold")
TODAY = _question("own-today", topic="situation")
SET = (COLD, HOW, TODAY)


def test_what_is_written_is_read_in_the_order_of_the_talk() -> None:
    assert [each.key for each in read_questions(write_questions(SET))] == ["own-today", "yn-cold", "own-how"]
    assert read_questions(write_questions(SET))[2] == HOW


def test_a_branch_opens_with_its_answer() -> None:
    assert [each.key for each in asked(SET, {})] == ["yn-cold", "own-today"]
    assert [each.key for each in asked(SET, {"yn-cold": "yes"})] == ["yn-cold", "own-how", "own-today"]
    assert list(branches_of(SET, "yn-cold")) == [HOW]
    assert (progress(SET, {"yn-cold": "no", "own-how": "x"}).answered, progress(SET, {}).asked) == (1, 2)


def test_without_its_question_a_branch_is_asked_always() -> None:
    left = without_question(SET, "yn-cold")
    assert [(each.key, each.branch) for each in left] == [("own-how", None), ("own-today", None)]


def test_a_question_moves_within_its_topic() -> None:
    assert [each.key for each in moved(SET, "own-how", up=True)] == ["own-how", "yn-cold", "own-today"]
    assert list(moved(SET, "own-today", up=True)) == list(SET)
    assert list(moved(SET, "unknown", up=True)) == list(SET)


@pytest.mark.parametrize(
    ("question", "field", "code"),
    [
        (_question("own-new", words=""), "words", "question.no_words"),
        (_question("own-new", under="own-today"), "branch", "question.branch_unknown"),
        (_question("own-new", under="nothing"), "branch", "question.branch_unknown"),
        (_question("yn-cold", closed=True, under="yn-cold"), "branch", "question.branch_itself"),
        (_question("yn-cold", closed=True, under="yn-deep"), "branch", "question.branch_circle"),
    ],
)
def test_what_is_wrong_with_a_question_is_found(question: Question, field: str, code: str) -> None:
    among = (*SET, _question("yn-deep", closed=True, under="yn-cold"))
    assert {name: found.code for name, found in check_question(among, question).items()} == {field: code}
    assert check_question(among, _question("own-new", under="yn-cold")) == {}


def test_a_set_has_an_end() -> None:
    many = [_question(f"own-{number}") for number in range(MOST_QUESTIONS)]
    assert check_question(many, _question("own-more"))["words"].code == "question.too_many"
    assert check_question(many, many[0]) == {}
    assert len(with_question(many, many[0])) == MOST_QUESTIONS


@pytest.mark.parametrize(
    ("activity", "families", "chosen"),
    [
        ("10.51A", {7}, 4),
        ("10.51A", set(), 3),
        ("10.20Z", set(), 2),
        ("47.11F", set(), 1),
        ("47.11F", {7}, 4),
        ("", {8}, 1),
    ],
)
def test_the_closest_set_is_chosen(activity: str, families: set[int], chosen: int) -> None:
    sets = [SetScope(1, "", None), SetScope(2, "10", None), SetScope(3, "10.5", None), SetScope(4, "", 7)]
    assert choose_set(sets, activity=activity, families=frozenset(families)) == chosen
    assert choose_set(sets[1:2], activity="47.11F", families=frozenset()) is None
