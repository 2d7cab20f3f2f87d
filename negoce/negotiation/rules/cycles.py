"""A sales cycle: which steps a kind of sale takes, how long each may last, what is to be done there. Pure (N1).

A cycle is a document of nine steps; `read_steps` makes sense of a stored one, `as_stored` writes it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from negoce.companies.enums import ActivityKind
from negoce.companies.rules.value_cleaning import clean_line, text_of
from negoce.kit.explain import Finding
from negoce.kit.working_days import next_working_day
from negoce.negotiation.enums import DealState, DealStep
from negoce.negotiation.rules.deal_steps import STALE_DAYS, STEPS, BoardColumn

NAME_MAX, SUBJECT_MAX, COLUMN_MAX, DAYS_MAX, MOST_TASKS = 80, 120, 40, 730, 4
# A task is planned: a note is written at once.
TASK_KINDS: tuple[ActivityKind, ...] = tuple(kind for kind in ActivityKind if kind is not ActivityKind.NOTE)


@dataclass(frozen=True, slots=True)
class StepTask:
    """What is to be done `days` after a step is reached; `code` names one whose words are the product's."""

    subject: str
    kind: str
    days: int
    code: str = ""


@dataclass(frozen=True, slots=True)
class CycleStep:
    """A step of a cycle: whether it is taken, its days before a deal is stale, its tasks in order.

    On the board it stands with the step before where `is_joined`, else it begins a column, called `column` if the
    house gave it a title.
    """

    step: DealStep
    is_used: bool
    days: int
    tasks: tuple[StepTask, ...] = ()
    is_joined: bool = False
    column: str = ""


Steps = tuple[CycleStep, ...]
# What a deal without a cycle follows, where the house chose none.
USUAL: Steps = tuple(CycleStep(step, True, STALE_DAYS[step]) for step in STEPS)


def read_steps(stored: Sequence[Mapping[str, object]]) -> Steps:
    """The nine steps of a stored cycle, in order; one that it does not name is as usual."""
    told = {text_of(each.get("step")): each for each in stored}
    return tuple(
        _read(told[usual.step.value], usual) if usual.step.value in told else usual for usual in USUAL
    )


def as_stored(steps: Steps) -> list[dict[str, object]]:
    """The same as it is kept."""
    return [
        {
            "step": each.step.value,
            "used": each.is_used,
            "days": each.days,
            "joined": each.is_joined,
            "column": each.column,
            "tasks": [
                {"subject": task.subject, "kind": task.kind, "days": task.days, "code": task.code}
                for task in each.tasks
            ],
        }
        for each in steps
    ]


def step_of(steps: Steps, step: str) -> CycleStep:
    """What the cycle says of a step."""
    return steps[STEPS.index(DealStep(step))]


def due_day(begins: date, days: int) -> date:
    """The day of a task planned so many days after another: the next working day; at once, that day itself."""
    return next_working_day(begins + timedelta(days=days)) if days else begins


def shown_steps(steps: Steps, here: str) -> Sequence[DealStep]:
    """The steps that a deal of this cycle goes through, and the one where it stands even if the cycle skips it."""
    return [each.step for each in steps if each.is_used or each.step == here]


def is_still(steps: Steps, state: str, step: str, since: date, today: date) -> bool:
    """Whether a deal under way has stood at its step since `since` for as long as its cycle allows, or longer."""
    return state == DealState.OPEN and since <= today - timedelta(days=step_of(steps, step).days)


def columns_of(steps: Steps) -> tuple[BoardColumn, ...]:
    """The columns of the board of a cycle: every step stands in one, those that the cycle skips with the one before.

    A card put in a column takes its first step that the cycle takes.
    """
    groups: list[list[CycleStep]] = []
    for each in (one for one in steps if one.is_used):
        if groups and each.is_joined:
            groups[-1].append(each)
        else:
            groups.append([each])
    starts = [STEPS.index(group[0].step) for group in groups]
    ends = [*starts[1:], len(STEPS)]
    columns = []
    for place, (group, start, end) in enumerate(zip(groups, starts, ends, strict=True)):
        taken = tuple(each.step for each in group)
        reach = STEPS[0 if place == 0 else start : end]
        skipped = tuple(step for step in reach if step not in taken)
        columns.append(BoardColumn(group[0].step.value, taken + skipped, group[0].column))
    return tuple(columns)


def days_in_all(steps: Steps) -> int:
    """How long a sale may last at most without standing still anywhere."""
    return sum(each.days for each in steps if each.is_used)


def clean_step(
    step: str,
    *,
    is_used: bool,
    days: object,
    tasks: Sequence[Mapping[str, object]],
    is_joined: bool = False,
    column: object = "",
) -> tuple[CycleStep | None, Mapping[str, Finding]]:
    """Read a step as typed: the step, or what is to be mended by field (`days`, `column`, `subject-1`, `kind-1`…).

    A task without a subject is none. Findings: ``cycle.days``, ``cycle.task_kind``, ``cycle.task_days``, and those
    of texts.
    """
    errors: dict[str, Finding] = {}
    lasting = _whole(days, least=1)
    if lasting is None:
        errors["days"] = Finding("cycle.days", "error", {"most": DAYS_MAX})
    title = clean_line(column, COLUMN_MAX)
    if title.finding is not None:
        errors["column"] = title.finding
    read: list[StepTask] = []
    for number, given in enumerate(tasks[:MOST_TASKS], start=1):
        subject = clean_line(given.get("subject"), SUBJECT_MAX)
        if subject.finding is not None:
            errors[f"subject-{number}"] = subject.finding
        if not subject.value:
            continue
        kind, after = text_of(given.get("kind")), _whole(given.get("days") or "0", least=0)
        if kind not in TASK_KINDS:
            errors[f"kind-{number}"] = Finding("cycle.task_kind")
        if after is None:
            errors[f"days-{number}"] = Finding("cycle.task_days", "error", {"most": DAYS_MAX})
        read.append(StepTask(subject.value, kind, after or 0, text_of(given.get("code"))))
    if errors or lasting is None:
        return None, errors
    return CycleStep(DealStep(step), is_used, lasting, tuple(read), is_joined, str(title.value or "")), {}


def with_step(steps: Steps, changed: CycleStep) -> tuple[Steps, Finding | None]:
    """The steps with one of them changed; a cycle takes one step at least (``cycle.no_step``)."""
    after = tuple(changed if each.step == changed.step else each for each in steps)
    return (after, None) if any(each.is_used for each in after) else (steps, Finding("cycle.no_step"))


def _read(told: Mapping[str, object], usual: CycleStep) -> CycleStep:
    days = _whole(told.get("days"), least=1)
    tasks = told.get("tasks")
    return replace(
        usual,
        is_used=bool(told.get("used", True)),
        days=usual.days if days is None else days,
        is_joined=bool(told.get("joined")),
        column=text_of(told.get("column")),
        tasks=tuple(_task(each) for each in tasks) if isinstance(tasks, list) else (),
    )


def _task(told: Mapping[str, object]) -> StepTask:
    after = _whole(told.get("days"), least=0)
    return StepTask(
        text_of(told.get("subject")), text_of(told.get("kind")), after or 0, text_of(told.get("code"))
    )


def _whole(value: object, *, least: int) -> int | None:
    text = text_of(str(value) if isinstance(value, int) else value)
    if not (text.isascii() and text.isdigit() and len(text) < 5):
        return None
    return int(text) if least <= int(text) <= DAYS_MAX else None
