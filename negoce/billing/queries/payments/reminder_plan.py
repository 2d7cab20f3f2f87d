"""The steps of reminders in force: those of the administrator, or the usual ones."""

from __future__ import annotations

from collections.abc import Sequence

from negoce.billing.models import ReminderPlanStep
from negoce.billing.rules.reminder_plan import TEXTS, PlannedStep
from negoce.billing.rules.reminder_steps import USUAL_STEPS, ReminderStep, ReminderWay


def reminder_plan() -> Sequence[PlannedStep]:
    """Every step with the text of its letter; one query."""
    rows = ReminderPlanStep.objects.order_by("number")
    found = [
        PlannedStep(
            ReminderStep(each.number, each.late_days, ReminderWay(each.way), each.apart_days, each.is_notice),
            {name: getattr(each, name) for name in TEXTS},
        )
        for each in rows
    ]
    return found or [PlannedStep(step) for step in USUAL_STEPS]


def reminder_steps() -> Sequence[ReminderStep]:
    """The steps alone; one query."""
    return [each.step for each in reminder_plan()]
