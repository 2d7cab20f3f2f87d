"""Takes the steps that are due: a task for a person, or a message (L5)."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import translation

from negoce.automation.actions.offers.reach import is_left_out, note_left_out, note_reached
from negoce.automation.actions.playbooks.message import send_step, writes_alone
from negoce.automation.enums import RunState, StepKind, StepOutcome
from negoce.automation.models import Playbook, PlaybookRun, PlaybookStep, PlaybookStepDone
from negoce.automation.offer_words import offer_text
from negoce.automation.playbook_words import playbook_name, step_body, step_subject
from negoce.automation.queries.busy import turned_to
from negoce.automation.rules.playbook_share import PlannedStep, due_steps
from negoce.companies.actions.activities.create import create_activity
from negoce.companies.enums import ActivityKind, ActivityState
from negoce.companies.models import Activity
from negoce.identity.models import User
from negoce.identity.permissions import NotAllowed
from negoce.identity.rules.actor import system_actor
from negoce.kit.refusal import Refused

logger = logging.getLogger(__name__)

_BATCH = 200
SUBJECT_MAX = 200


def take_steps(playbook: Playbook, today: date, pause: Callable[[], object] = lambda: None) -> int:
    """Take every step that is due with the companies where it goes on; returns how many were taken."""
    steps = list(
        PlaybookStep.objects.filter(playbook=playbook, removed_at__isnull=True)
        .select_related("template", "assignee", "offer__family")
        .order_by("delay_days", "pk")
    )
    # A step that carries an offer waits for its first day.
    open_now = [step for step in steps if step.offer is None or step.offer.starts_on <= today]
    planned = [PlannedStep(step.pk, step.delay_days) for step in open_now]
    going = PlaybookRun.objects.filter(
        playbook=playbook,
        state=RunState.RUNNING.value,
        is_control=False,
        company__deleted_at__isnull=True,
    )
    for step in open_now:
        note_left_out(step, today)
    # Whom another playbook or an offer turned to today is left for tomorrow.
    going = going.exclude(turned_to(today, "company", but_playbook=playbook.pk))
    taken, last = 0, 0
    while runs := list(
        going.filter(pk__gt=last)
        .select_related("company__owner")
        .prefetch_related("done")
        .order_by("pk")[:_BATCH]
    ):
        last = runs[-1].pk
        for run in runs:
            done = {each.step_id for each in run.done.all()}
            due = due_steps(planned, done, run.started_on, today)
            made = {step.pk for step in steps if step.pk in due and _take(playbook, run, step, today)}
            taken += len(made)
            _end(run, steps, done | made, today)
        pause()
    return taken


def _take(playbook: Playbook, run: PlaybookRun, step: PlaybookStep, today: date) -> bool:
    """One step of one company, in one transaction: what it makes and the mark that it was made.

    One that cannot be made today is left for tomorrow; the others go on.
    """
    try:
        with transaction.atomic():
            mark = PlaybookStepDone.objects.create(
                run=run, step=step, done_on=today, outcome=StepOutcome.TASK.value
            )
            if step.offer is not None and step.offer.ends_on < today:
                mark.outcome = StepOutcome.OVER.value
            elif is_left_out(run, step):
                mark.outcome = StepOutcome.LEFT_OUT.value
            elif writes_alone(step):
                send_step(run, step, mark)
            else:
                is_message = step.kind == StepKind.MESSAGE.value
                mark.outcome = (StepOutcome.TO_WRITE if is_message else StepOutcome.TASK).value
                mark.activity = _task(playbook, run, step, today)
            mark.save(update_fields=["outcome", "activity", "message"])
            note_reached(run, step, mark.outcome, today)
    except IntegrityError:
        # Another worker took it at the same moment.
        return False
    except (Refused, NotAllowed) as refusal:
        logger.warning("Step %s of playbook %s waits: %s", step.public_id, playbook.public_id, refusal)
        return False
    return True


def _task(playbook: Playbook, run: PlaybookRun, step: PlaybookStep, today: date) -> Activity:
    person = doer(playbook, run, step)
    language = person.language if person is not None else "fr"
    with translation.override(language or "fr"):
        subject = f"{step_subject(playbook, step)} ({playbook_name(playbook)})"[:SUBJECT_MAX]
        values: dict[str, object] = {
            "kind": ActivityKind.TASK.value,
            "state": ActivityState.PLANNED.value,
            "subject": subject,
            "body": "\n\n".join(text for text in (step_body(playbook, step), _offered(step)) if text),
            "starts_at": today,
            "owner": person,
        }
    return create_activity(system_actor(), values=values, company=run.company, guard_reason="scénario")


def _offered(step: PlaybookStep) -> str:
    return offer_text(step.offer) if step.offer is not None else ""


def doer(playbook: Playbook, run: PlaybookRun, step: PlaybookStep) -> User | None:
    """Who is to do it: whom the step names, else who follows the company, else who answers for the playbook."""
    for person in (step.assignee, run.company.owner, playbook.owner):
        if person is not None and person.is_active:
            return person
    return None


def _end(run: PlaybookRun, steps: Sequence[PlaybookStep], done: set[int], today: date) -> None:
    if all(step.pk in done for step in steps):
        PlaybookRun.objects.filter(pk=run.pk, state=RunState.RUNNING.value).update(
            state=RunState.DONE.value, ended_on=today
        )
