"""What an answer does to activities: the task is done, the call is noted, and back."""

from __future__ import annotations

from dataclasses import dataclass

from negoce.automation.enums import DayKind
from negoce.automation.models import DayAction
from negoce.automation.words import KIND_WORDS
from negoce.companies.actions.activities.create import create_activity
from negoce.companies.actions.activities.delete import delete_activity
from negoce.companies.actions.activities.done import complete_activity, reopen_activity
from negoce.companies.enums import ActivityKind, ActivityState
from negoce.companies.models import Activity
from negoce.companies.queries.visible import visible_activities
from negoce.identity.rules.actor import Actor

_PLANNED = frozenset({DayKind.TASK.value, DayKind.REQUEST.value, DayKind.PROMISE.value})
# Said done, these were done by talking to the customer.
_SPOKEN = frozenset(
    {
        *(DayKind.RECALL.value, DayKind.ORDER_EXPECTED.value, DayKind.WELCOME.value, DayKind.QUOTE.value),
        *(DayKind.QUOTE_ENDING.value, DayKind.HOT_PROSPECT.value, DayKind.OVERDUE.value),
        *(DayKind.PAYMENT_PROMISE.value, DayKind.DELIVERY.value, DayKind.LEAD_SCORED.value),
    }
)


@dataclass(frozen=True, slots=True)
class ActivityDone:
    """An activity that an answer made, or only changed."""

    activity: Activity
    is_new: bool


def open_activity(actor: Actor, action: DayAction) -> Activity | None:
    """The planned activity that an action is about; None when it is about something else, or is done already."""
    if action.kind not in _PLANNED:
        return None
    rows = visible_activities(actor).filter(public_id=action.target, state=ActivityState.PLANNED.value)
    return rows.select_related("company").first()


def note_activity(actor: Actor, action: DayAction) -> ActivityDone | None:
    """Say the action's task done, or note the call that it stands for; None where no activity fits.

    In the caller's transaction. Raises NotAllowed, Refused.
    """
    task = open_activity(actor, action)
    if task is not None:
        return ActivityDone(complete_activity(actor, task).activity, is_new=False)
    if action.kind not in _SPOKEN or action.company is None:
        return None
    values = {
        "kind": ActivityKind.CALL.value,
        "state": ActivityState.DONE.value,
        "subject": str(KIND_WORDS[DayKind(action.kind)]),
    }
    return ActivityDone(create_activity(actor, values=values, company=action.company), is_new=True)


def close_activity(actor: Actor, activity: Activity, *, is_new: bool) -> None:
    """Undo `note_activity`: away with what it made, to do again what it said done. Raises NotAllowed, Refused."""
    if is_new:
        delete_activity(actor, activity)
    elif activity.state == ActivityState.DONE:
        reopen_activity(actor, activity)
