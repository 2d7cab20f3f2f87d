"""A house’s own questions as a document: read, written, changed one at a time, chosen for a deal. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from negoce.companies.enums import PurchaseMotive
from negoce.kit.explain import Finding
from negoce.negotiation.enums import ClosedAnswer, QuestionForm, QuestionTopic
from negoce.negotiation.rules.discovery import Branch, Question

MOST_QUESTIONS, WORDS_MAX, HELP_MAX = 60, 200, 200
# So begin the keys of closed questions of a house’s own: an answer is known for what it is by its question alone.
OWN, OWN_CLOSED = "own-", "yn-"
Document = Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class SetScope:
    """For whom a set is: divisions of activity that begin with `sector` (empty: all), a product family (None: all)."""

    key: int
    sector: str
    family: int | None


def read_questions(document: Document) -> Sequence[Question]:
    """The questions of a document, in the order of the talk: topic by topic, as they stand within."""
    order = list(QuestionTopic)
    found = [_read(each) for each in document]
    return sorted(found, key=lambda each: order.index(each.topic))


def write_questions(questions: Sequence[Question]) -> list[dict[str, Any]]:
    """Questions as a document; ready ones must have been given their words."""
    return [
        {
            "key": each.key,
            "topic": each.topic.value,
            "form": each.form.value,
            "words": each.words,
            "help": each.help,
            "hint": each.hint,
            "branch": [each.branch.question, each.branch.answer.value] if each.branch is not None else None,
        }
        for each in questions
    ]


def with_question(questions: Sequence[Question], question: Question) -> Sequence[Question]:
    """The questions with one more, or with this one in the place of that of its key."""
    if any(each.key == question.key for each in questions):
        return [question if each.key == question.key else each for each in questions]
    return [*questions, question]


def without_question(questions: Sequence[Question], key: str) -> Sequence[Question]:
    """Without one; those that hung on its answer are asked always."""
    return [
        replace(each, branch=None) if each.branch is not None and each.branch.question == key else each
        for each in questions
        if each.key != key
    ]


def moved(questions: Sequence[Question], key: str, *, up: bool) -> Sequence[Question]:
    """One step up or down among those of its topic; as it was at either end."""
    found = list(questions)
    place = next((at for at, each in enumerate(found) if each.key == key), None)
    if place is None:
        return found
    same = [at for at, each in enumerate(found) if each.topic == found[place].topic]
    other = same.index(place) + (-1 if up else 1)
    if 0 <= other < len(same):
        found[place], found[same[other]] = found[same[other]], found[place]
    return found


def check_question(questions: Sequence[Question], question: Question) -> Mapping[str, Finding]:
    """What is wrong with a question among others, by field: ``question.no_words``, ``question.branch_unknown``,
    ``question.branch_itself``, ``question.branch_circle``, ``question.too_many``."""
    errors: dict[str, Finding] = {}
    known = {each.key: each for each in with_question(questions, question)}
    if not question.words:
        errors["words"] = Finding("question.no_words")
    if len(known) > MOST_QUESTIONS:
        errors["words"] = Finding("question.too_many", "error", {"most": MOST_QUESTIONS})
    if question.branch is not None:
        parent = known.get(question.branch.question)
        if parent is None or parent.form != QuestionForm.CLOSED:
            errors["branch"] = Finding("question.branch_unknown")
        elif parent.key == question.key:
            errors["branch"] = Finding("question.branch_itself")
        elif _hangs_on(known, parent, question.key):
            errors["branch"] = Finding("question.branch_circle")
    return errors


def choose_set(sets: Sequence[SetScope], *, activity: str, families: frozenset[int]) -> int | None:
    """The set for a deal: of a family that is offered before one of the sector, the longest sector before others.

    A set for everybody comes last; one for another sector or family never. None where none fits.
    """
    fitting = [
        each
        for each in sets
        if activity.startswith(each.sector) and (each.family is None or each.family in families)
    ]
    if not fitting:
        return None
    return max(fitting, key=lambda each: (each.family is not None, len(each.sector), -each.key)).key


def _hangs_on(known: Mapping[str, Question], question: Question, key: str) -> bool:
    seen: set[str] = set()
    branch = question.branch
    while branch is not None and branch.question not in seen:
        if branch.question == key:
            return True
        seen.add(branch.question)
        parent = known.get(branch.question)
        branch = parent.branch if parent is not None else None
    return False


def _read(each: Mapping[str, Any]) -> Question:
    branch = each.get("branch")
    hint = str(each.get("hint", ""))
    return Question(
        key=str(each["key"]),
        topic=QuestionTopic(each["topic"]),
        form=QuestionForm(each["form"]),
        branch=Branch(str(branch[0]), ClosedAnswer(branch[1])) if branch else None,
        words=str(each.get("words", "")),
        help=str(each.get("help", "")),
        hint=hint if hint in set(PurchaseMotive) else "",
    )
