"""What a file may change of a deal that is there already, so that its state and its days agree. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from negoce.negotiation.enums import DealState

_OUTCOME = {"closed_on": None, "outcome_reason": "", "outcome_note": "", "competitor_id": None}


def settle_changes(stored: Mapping[str, object], changes: Mapping[str, object]) -> Mapping[str, object]:
    """The changes, with what follows from them: a deal under way has no outcome, one that is closed has its day.

    A file that says otherwise without being allowed to change the state changes nothing of the outcome; the step at
    which a lost deal stood stays, for a file of outcomes does not know it.
    """
    settled = dict(changes)
    state = settled.get("state", stored["state"])
    if state == DealState.OPEN:
        for name, nothing in _OUTCOME.items():
            settled.pop(name, None)
            if stored[name] != nothing:
                settled[name] = nothing
    elif state == DealState.LOST and "step" in settled:
        del settled["step"]
    if state != DealState.OPEN and stored["closed_on"] is None and settled.get("closed_on") is None:
        settled.pop("state", None)
    return settled
