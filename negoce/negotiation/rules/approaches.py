"""What is done before there is a deal: the first steps of a cycle, on a person or a company. Pure (N1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from negoce.negotiation.enums import DealStep
from negoce.negotiation.rules.cycles import Steps, StepTask, due_day

FIRST_STEPS = (DealStep.PREPARATION, DealStep.CONTACT)


@dataclass(frozen=True, slots=True)
class FirstTask:
    """A task of a first step, and its day."""

    step: DealStep
    task: StepTask
    due_on: date


def first_tasks(steps: Steps, today: date) -> Sequence[FirstTask]:
    """What the first steps of a cycle order, in order: a step begins once the tasks of the one before are due."""
    found: list[FirstTask] = []
    begins = today
    for each in steps:
        if each.step not in FIRST_STEPS or not each.is_used:
            continue
        tasks = [
            FirstTask(each.step, task, due_day(begins, task.days))
            for task in sorted(each.tasks, key=lambda task: task.days)
        ]
        found += tasks
        begins = tasks[-1].due_on if tasks else begins
    return found


def step_reached(tasks: Sequence[tuple[DealStep, bool]]) -> DealStep:
    """The first step that has something left to do, of tasks as (step, whether it is over); else the last of them."""
    left = [step for step, is_over in tasks if not is_over]
    if left:
        return min(left, key=FIRST_STEPS.index)
    return max((step for step, _is_over in tasks), key=FIRST_STEPS.index, default=DealStep.CONTACT)
