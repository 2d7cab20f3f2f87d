"""What is asked in a discovery interview: ready-made sets by kind of sale, with branches (domain 3.1). Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from negoce.negotiation.enums import ClosedAnswer, QuestionForm, QuestionTopic, SaleKind

ANSWER_MAX = 1000
_ALL = frozenset(SaleKind)
_NEW = frozenset({SaleKind.SUPPLY, SaleKind.PROJECT})
_REPEATED = frozenset({SaleKind.SUPPLY, SaleKind.RENEWAL})
_PROJECT = frozenset({SaleKind.PROJECT})
_RENEWAL = frozenset({SaleKind.RENEWAL})
_OPEN, _CLOSED, _SAY_AGAIN = QuestionForm.OPEN, QuestionForm.CLOSED, QuestionForm.REFORMULATION
_YES, _NO = ClosedAnswer.YES, ClosedAnswer.NO


@dataclass(frozen=True, slots=True)
class Branch:
    """Asked only once `question`, a closed one, was answered by `answer`."""

    question: str
    answer: ClosedAnswer


@dataclass(frozen=True, slots=True)
class Question:
    """One question. The words of a ready one stand under `key` in words/discovery.py; a house’s own bears its `words`,
    its `help`, and the motive that its answer often tells (`hint`)."""

    key: str
    topic: QuestionTopic
    form: QuestionForm = _OPEN
    kinds: frozenset[SaleKind] = _ALL
    branch: Branch | None = None
    words: str = ""
    help: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of the questions that are to be asked were answered."""

    answered: int
    asked: int


# In the order of a talk: what is, what is wanted, why, within what limits, who decides, with whom, then said again.
QUESTIONS: tuple[Question, ...] = (
    Question("activity", QuestionTopic.SITUATION),
    Question("today", QuestionTopic.SITUATION),
    Question("volumes", QuestionTopic.SITUATION, kinds=_REPEATED),
    Question("trigger", QuestionTopic.SITUATION, kinds=_PROJECT),
    Question("blocks", QuestionTopic.NEEDS),
    Question("cost", QuestionTopic.NEEDS),
    Question("ideal", QuestionTopic.NEEDS),
    Question("matters", QuestionTopic.MOTIVES),
    Question("hesitation", QuestionTopic.MOTIVES),
    Question("deadline", QuestionTopic.CONSTRAINTS),
    Question("requirements", QuestionTopic.CONSTRAINTS, kinds=_NEW),
    Question("budget", QuestionTopic.CONSTRAINTS, _CLOSED),
    Question("budget_size", QuestionTopic.CONSTRAINTS, branch=Branch("budget", _YES)),
    Question("budget_path", QuestionTopic.CONSTRAINTS, branch=Branch("budget", _NO)),
    Question("deciders", QuestionTopic.DECISION),
    Question("consultation", QuestionTopic.DECISION, _CLOSED),
    Question("criteria", QuestionTopic.DECISION, branch=Branch("consultation", _YES)),
    Question("supplier", QuestionTopic.SUPPLIERS, _CLOSED, _NEW),
    Question("supplier_kept", QuestionTopic.SUPPLIERS, kinds=_NEW, branch=Branch("supplier", _YES)),
    Question("rivals", QuestionTopic.SUPPLIERS, kinds=_RENEWAL),
    Question("served", QuestionTopic.SATISFACTION, _CLOSED, _NEW),
    Question("served_how", QuestionTopic.SATISFACTION, kinds=_NEW, branch=Branch("served", _YES)),
    Question("satisfied", QuestionTopic.SATISFACTION, kinds=_RENEWAL),
    Question("summary", QuestionTopic.REFORMULATION, _SAY_AGAIN),
    Question("agreed", QuestionTopic.REFORMULATION, _CLOSED),
    Question("correction", QuestionTopic.REFORMULATION, branch=Branch("agreed", _NO)),
)


def question_set(kind: SaleKind) -> Sequence[Question]:
    """Every question of a kind of sale, branches included, in the order of the talk."""
    return [each for each in QUESTIONS if kind in each.kinds]


def is_asked(question: Question, answers: Mapping[str, str]) -> bool:
    """Whether its branch is open, given the answers that count, by question."""
    branch = question.branch
    return branch is None or answers.get(branch.question, "") == branch.answer.value


def counting(questions: Sequence[Question], answers: Mapping[str, str]) -> Mapping[str, str]:
    """The answers that open branches: one to a question that is asked no more opens none."""
    kept = dict(answers)
    while shut := [each.key for each in questions if each.key in kept and not is_asked(each, kept)]:
        for key in shut:
            del kept[key]
    return kept


def asked(questions: Sequence[Question], answers: Mapping[str, str]) -> Sequence[Question]:
    """The questions to ask, given what was answered so far."""
    kept = counting(questions, answers)
    return [each for each in questions if is_asked(each, kept)]


def branches_of(questions: Sequence[Question], key: str) -> Sequence[Question]:
    """The questions that an answer to `key` opens or shuts, those of their own branches included."""
    found = {key}
    while more := {
        each.key
        for each in questions
        if each.branch is not None and each.branch.question in found and each.key not in found
    }:
        found |= more
    return [each for each in questions if each.key in found - {key}]


def progress(questions: Sequence[Question], answers: Mapping[str, str]) -> Progress:
    """An answer to a question that is no longer asked does not count."""
    wanted = asked(questions, answers)
    return Progress(sum(bool(answers.get(each.key)) for each in wanted), len(wanted))
