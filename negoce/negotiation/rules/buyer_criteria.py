"""What a buyer judges a purchase by: the reasons for which deals are won or lost that can be marked. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from negoce.negotiation.enums import OutcomeReason

HIGHEST = 10
CRITERIA: tuple[OutcomeReason, ...] = (
    OutcomeReason.PRICE,
    OutcomeReason.PRODUCT,
    OutcomeReason.SERVICE,
    OutcomeReason.DELIVERY_TIME,
    OutcomeReason.RELATIONSHIP,
    OutcomeReason.REFERENCES,
    OutcomeReason.TERMS,
)
_PREFIX = "mark_"


@dataclass(frozen=True, slots=True)
class TypedMarks:
    """The marks given, by criterion, and the fields that hold none from 0 to 10."""

    marks: Mapping[str, int]
    faulty: tuple[str, ...] = ()


def field_of(criterion: OutcomeReason) -> str:
    """The name of the field of a criterion."""
    return f"{_PREFIX}{criterion.value}"


def mark_of(typed: str) -> int | None:
    """A whole mark from 0 to 10; None for anything else."""
    typed = typed.strip()
    if not (typed.isascii() and typed.isdigit() and len(typed) <= 2):
        return None
    return int(typed) if int(typed) <= HIGHEST else None


def typed_marks(values: Mapping[str, str]) -> TypedMarks:
    """The marks as typed; a criterion left empty is not marked."""
    marks: dict[str, int] = {}
    faulty = []
    for criterion in CRITERIA:
        typed = values.get(field_of(criterion), "")
        mark = mark_of(typed)
        if mark is not None:
            marks[criterion.value] = mark
        elif typed.strip():
            faulty.append(field_of(criterion))
    return TypedMarks(marks, tuple(faulty))
