"""The message of a step was read, put right and handed over: its task is done with it (L5)."""

from __future__ import annotations

from django.db import transaction

from negoce.automation.enums import StepOutcome
from negoce.automation.models import PlaybookStepDone
from negoce.companies.actions.activities.done import complete_activity
from negoce.companies.enums import ActivityState
from negoce.companies.queries.visible import visible_activities
from negoce.identity.enums import Permission
from negoce.identity.rules.actor import Actor


def note_written(actor: Actor, mark: PlaybookStepDone, *, message: str) -> None:
    """Keep which message a step became; the task that asked for it is done, if it still waits."""
    with transaction.atomic():
        row = PlaybookStepDone.objects.select_for_update().get(pk=mark.pk)
        if row.outcome != StepOutcome.TO_WRITE.value:
            return
        row.outcome, row.message = StepOutcome.QUEUED.value, message
        row.save(update_fields=["outcome", "message"])
        waiting = visible_activities(actor).filter(state=ActivityState.PLANNED.value)
        task = waiting.filter(pk=row.activity_id).first() if row.activity_id is not None else None
        if task is not None and actor.may(Permission.EDIT):
            complete_activity(actor, task)
