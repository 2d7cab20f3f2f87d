"""Every move from every state: what the table allows, and nothing else."""

from __future__ import annotations

import pytest

from negoce.kit.worked import CannotWork
from negoce.negotiation.enums import QuoteState
from negoce.negotiation.rules.quote_states import FINAL, TRANSITIONS, QuoteMove, may_move, moved
from negoce.negotiation.words.quote import QUOTE_MESSAGES, STATES


@pytest.mark.parametrize("move", QuoteMove)
@pytest.mark.parametrize("state", QuoteState)
def test_a_move_is_in_the_table_or_refused_in_words(state: QuoteState, move: QuoteMove) -> None:
    if may_move(state, move):
        assert moved(state, move) is TRANSITIONS[move][state]
        return
    with pytest.raises(CannotWork) as refused:
        moved(state, move)
    assert refused.value.finding.code in QUOTE_MESSAGES


def test_what_is_accepted_or_replaced_moves_no_more() -> None:
    assert all(not may_move(state, move) for state in FINAL for move in QuoteMove)


def test_an_expired_offer_is_not_accepted() -> None:
    assert not may_move(QuoteState.EXPIRED, QuoteMove.ACCEPT)
    assert not may_move(QuoteState.DRAFT, QuoteMove.SEND)
    assert not may_move(QuoteState.APPROVAL, QuoteMove.SEND)


def test_every_state_has_its_word() -> None:
    assert set(STATES) == {state.value for state in QuoteState}
