"""The steps of a deal: their order, the columns of the board, what may move. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from negoce.kit.explain import Finding
from negoce.negotiation.enums import DealState, DealStep

STEPS: tuple[DealStep, ...] = tuple(DealStep)
# Days at one step after which a deal is stale, where no cycle says otherwise.
STALE_DAYS: Mapping[DealStep, int] = {
    DealStep.PREPARATION: 15,
    DealStep.CONTACT: 15,
    DealStep.DISCOVERY: 30,
    DealStep.PRESENTATION: 21,
    DealStep.DISCUSSION: 21,
    DealStep.NEGOTIATION: 21,
    DealStep.CONCLUSION: 15,
    DealStep.LEAVE_TAKING: 15,
    DealStep.FOLLOW_UP: 45,
}


@dataclass(frozen=True, slots=True)
class BoardColumn:
    """A column of the board: one step, or several that follow each other; a card put there takes the first.

    `title` is the words of the house, empty for those of the product.
    """

    key: str
    steps: tuple[DealStep, ...]
    title: str = ""


BOARD: tuple[BoardColumn, ...] = (
    BoardColumn("approach", (DealStep.PREPARATION, DealStep.CONTACT)),
    BoardColumn("discovery", (DealStep.DISCOVERY,)),
    BoardColumn("presentation", (DealStep.PRESENTATION,)),
    BoardColumn("discussion", (DealStep.DISCUSSION,)),
    BoardColumn("negotiation", (DealStep.NEGOTIATION,)),
    BoardColumn("conclusion", (DealStep.CONCLUSION, DealStep.LEAVE_TAKING, DealStep.FOLLOW_UP)),
)


def column_of(step: str, columns: Sequence[BoardColumn] = BOARD) -> BoardColumn:
    """The column in which a deal at this step stands."""
    return next(column for column in columns if step in column.steps)


def column_named(key: str, columns: Sequence[BoardColumn] = BOARD) -> BoardColumn | None:
    """The column of that key, if there is one."""
    return next((column for column in columns if column.key == key), None)


def step_in(column: BoardColumn, step: str) -> DealStep:
    """The step that a deal at `step` takes in a column: its own where it stands there, else the first."""
    return DealStep(step) if step in column.steps else column.steps[0]


def check_move(state: str, step: str) -> Finding | None:
    """Say why a deal may not go to `step`: only deals under way move, forwards or back.

    Findings: ``deal.step_unknown``, ``deal.closed``.
    """
    if step not in STEPS:
        return Finding("deal.step_unknown", "error", {"text": step[:40]})
    if state != DealState.OPEN:
        return Finding("deal.closed")
    return None


def passed(step: str) -> Sequence[DealStep]:
    """The steps before this one, in order."""
    return STEPS[: STEPS.index(DealStep(step))]
