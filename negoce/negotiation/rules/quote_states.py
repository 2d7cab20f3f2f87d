"""What may become of a version of a quote: one table, read by actions and screens."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from negoce.kit.worked import CannotWork
from negoce.negotiation.enums import QuoteState

S = QuoteState


class QuoteMove(StrEnum):
    """What is done to a version."""

    ASK = "ask"
    CLOSE = "close"
    REOPEN = "reopen"
    SEND = "send"
    ACCEPT = "accept"
    REFUSE = "refuse"
    TAKE_BACK = "take_back"
    EXPIRE = "expire"
    REPLACE = "replace"


# An offer whose time is over binds nobody: it is taken up again by a new version, never accepted as it is.
TRANSITIONS: Mapping[QuoteMove, Mapping[QuoteState, QuoteState]] = {
    QuoteMove.ASK: {S.DRAFT: S.APPROVAL},
    QuoteMove.CLOSE: {S.DRAFT: S.READY, S.APPROVAL: S.READY},
    QuoteMove.REOPEN: {S.APPROVAL: S.DRAFT, S.READY: S.DRAFT},
    QuoteMove.SEND: {S.READY: S.SENT, S.SENT: S.SENT},
    QuoteMove.ACCEPT: {S.READY: S.ACCEPTED, S.SENT: S.ACCEPTED},
    QuoteMove.REFUSE: {S.READY: S.REFUSED, S.SENT: S.REFUSED, S.EXPIRED: S.REFUSED},
    QuoteMove.TAKE_BACK: {S.REFUSED: S.SENT},
    QuoteMove.EXPIRE: {S.READY: S.EXPIRED, S.SENT: S.EXPIRED},
    # The old version keeps how it ended; one that was still open is superseded.
    QuoteMove.REPLACE: {
        S.READY: S.SUPERSEDED,
        S.SENT: S.SUPERSEDED,
        S.REFUSED: S.REFUSED,
        S.EXPIRED: S.EXPIRED,
    },
}
OPEN = frozenset({S.DRAFT, S.APPROVAL, S.READY, S.SENT})
FINAL = frozenset({S.ACCEPTED, S.SUPERSEDED})


def may_move(state: QuoteState, move: QuoteMove) -> bool:
    """Tell whether a version in this state may be moved so."""
    return state in TRANSITIONS[move]


def moved(state: QuoteState, move: QuoteMove) -> QuoteState:
    """Return the state after a move. Raises CannotWork when the table has no such move."""
    after = TRANSITIONS[move].get(state)
    if after is None:
        raise CannotWork(f"quote.cannot_{move.value}", state=state.value)
    return after
