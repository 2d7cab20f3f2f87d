"""What the words of a moment say of the state: « demain 9h » is to do, whatever stood ticked."""

from __future__ import annotations

from negoce.companies.actions.activities.checks import checked_moment
from negoce.companies.enums import ActivityState
from negoce.kit.refusal import Refused


def state_meant(words: str, state: str) -> str:
    """Return "planned" when the words can only be a moment to come, otherwise the state given.

    « lundi » may be the last one as well as the next: what is ticked decides.
    """
    done, planned = ActivityState.DONE.value, ActivityState.PLANNED.value
    if state != done or not words.strip() or _suits(words, done):
        return state
    return planned if _suits(words, planned) else state


def _suits(words: str, state: str) -> bool:
    try:
        checked_moment(words, state)
    except Refused:
        return False
    return True
