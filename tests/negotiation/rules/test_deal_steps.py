"""Steps of a deal: their order, the board, what stands still."""

from __future__ import annotations

import pytest

from negoce.kit.explain import Finding
from negoce.negotiation.enums import DealState, DealStep
from negoce.negotiation.rules.deal_steps import (
    BOARD,
    STEPS,
    check_move,
    column_named,
    column_of,
    passed,
    step_in,
)


def test_the_board_holds_every_step_once_and_in_order() -> None:
    assert tuple(step for column in BOARD for step in column.steps) == STEPS
    assert [column_of(step.value).key for step in (DealStep.CONTACT, DealStep.FOLLOW_UP)] == [
        "approach",
        "conclusion",
    ]


@pytest.mark.parametrize(
    ("column", "step", "after"),
    [
        ("approach", "contact", DealStep.CONTACT),
        ("approach", "discovery", DealStep.PREPARATION),
        ("conclusion", "negotiation", DealStep.CONCLUSION),
        ("conclusion", "follow_up", DealStep.FOLLOW_UP),
    ],
)
def test_a_deal_put_in_a_column_takes_its_first_step_unless_it_stands_there(
    column: str, step: str, after: DealStep
) -> None:
    found = column_named(column)
    assert found is not None
    assert step_in(found, step) is after


def test_only_deals_under_way_move_and_only_to_steps() -> None:
    assert check_move(DealState.OPEN, "discovery") is None
    assert check_move(DealState.WON, "discovery") == Finding("deal.closed")
    assert check_move(DealState.OPEN, "moon") == Finding("deal.step_unknown", "error", {"text": "moon"})


def test_what_was_passed() -> None:
    assert passed("discovery") == (DealStep.PREPARATION, DealStep.CONTACT)
