"""How far a company is qualified on a grid of criteria, and since when. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from negoce.kit.numbers import percent_of
from negoce.kit.worked import CannotWork, Step, Worked
from negoce.prospecting.enums import Answer, GridKind

# BANT: 3 of 4. The same share holds on grids for which no source gives one.
VALIDATED_SHARE = Decimal("0.75")
# Which grid serves which sale.
ADVICE: Mapping[str, str] = {
    GridKind.BANT: "qualification.advice_short",
    GridKind.MEDDIC: "qualification.advice_long",
    GridKind.CHAMP: "qualification.advice_consultative",
}
MOST_CRITERIA = 30


@dataclass(frozen=True, slots=True)
class Coverage:
    """`percent` of the criteria answered "yes", to a hundredth; `missing` are the keys not known yet, in order."""

    percent: Decimal
    is_validated: bool
    confirmed: int
    criteria: int
    missing: tuple[str, ...]


def coverage(kind: str, answers: Mapping[str, Answer]) -> Worked[Coverage]:
    """Coverage of a grid, whether it is validated, and what the grid is for (R-P1).

    `answers` holds every criterion of the grid by key, in order. Raises CannotWork for a grid without criteria.
    """
    if not answers:
        raise CannotWork("qualification.no_criteria")
    confirmed = sum(1 for answer in answers.values() if answer is Answer.YES)
    total = len(answers)
    percent = percent_of(confirmed, total)
    needed = needed_of(total)
    is_validated = confirmed >= needed
    missing = tuple(key for key, answer in answers.items() if answer is Answer.UNKNOWN)
    steps = [
        Step("qualification.coverage", {"confirmed": confirmed, "criteria": total, "percent": percent}),
        Step(
            "qualification.validated" if is_validated else "qualification.not_validated",
            {"confirmed": confirmed, "needed": needed, "criteria": total},
        ),
    ]
    if kind in ADVICE:
        steps.append(Step(ADVICE[kind]))
    return Worked(Coverage(percent, is_validated, confirmed, total, missing), tuple(steps))


def needed_of(criteria: int) -> int:
    """How many "yes" validate a grid of so many criteria: three quarters, rounded up."""
    return -(-3 * criteria // 4)


@dataclass(frozen=True, slots=True)
class DatedAnswer:
    """One entry of the history: the key of its criterion, the answer, its day."""

    criterion: int
    answer: str
    on: date


def validated_since(criteria: Sequence[int], entries: Iterable[DatedAnswer]) -> date | None:
    """The day since which a grid is validated without a break, None while it is not.

    `entries` from the oldest to the newest; those of other grids are passed over.
    """
    own = frozenset(criteria)
    needed = needed_of(len(own))
    confirmed: set[int] = set()
    since: date | None = None
    for entry in entries:
        if entry.criterion not in own:
            continue
        if entry.answer == Answer.YES:
            confirmed.add(entry.criterion)
        else:
            confirmed.discard(entry.criterion)
        if not own or len(confirmed) < needed:
            since = None
        elif since is None:
            since = entry.on
    return since
