"""Reads the criteria of an own grid as they are typed, one a line. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from negoce.companies.rules.value_cleaning import clean_paragraphs

LABEL_MAX, QUESTION_MAX = 80, 200
_LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class TypedCriterion:
    """A criterion: its label, then what is to be asked."""

    label: str
    question: str = ""

    @property
    def key(self) -> str:
        """What makes two of them the same."""
        return self.label.casefold()


def read_criteria(text: str) -> Sequence[TypedCriterion]:
    """The criteria of a text, "label : question" or a label alone, in order; empty lines are passed over."""
    body = clean_paragraphs(text[:_LONGEST], _LONGEST).value or ""
    found = []
    for line in body.split("\n"):
        label, _colon, question = line.partition(":")
        label, question = " ".join(label.split()), " ".join(question.split())
        if label:
            found.append(TypedCriterion(label, question))
    return found


def write_criteria(criteria: Sequence[TypedCriterion]) -> str:
    """The text of which `read_criteria` makes these criteria again."""
    return "\n".join(f"{each.label} : {each.question}" if each.question else each.label for each in criteria)
