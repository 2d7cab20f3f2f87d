"""Switches a playbook on and off, and stops it with one company (L5)."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from negoce.automation.enums import RunEnd, RunState
from negoce.automation.models import Playbook, PlaybookRun
from negoce.automation.playbook_words import playbook_code
from negoce.companies.actions.company_checks import visible_company
from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Permission
from negoce.identity.permissions import NotAllowed, require
from negoce.identity.rules.actor import Actor
from negoce.jobs.queue import enqueue
from negoce.kit.refusal import Refused
from negoce.portfolio.queries.whole_house import require_house

JOB = "automation.bring_playbooks"


def switch_on(actor: Actor, playbook: Playbook, *, takes_present: bool, today: date) -> None:
    """From now on it begins with who comes into its status; with `takes_present`, with who is in it too.

    Raises NotAllowed, and Refused when it has no step.
    """
    require_house(actor)
    with transaction.atomic():
        row = Playbook.objects.select_for_update().get(pk=playbook.pk)
        if not row.steps.filter(removed_at__isnull=True).exists():
            raise Refused(_("Ce scénario n’a aucune étape. Ajoutez-en une, puis mettez-le en marche."))
        row.is_active, row.takes_from = True, None if takes_present else today
        row.owner_id = row.owner_id or actor.user_id
        row.revision += 1
        row.save()
        tell(actor, row, "updated", {"switched_on": (False, True)})
        enqueue(JOB, {}, actor_id=actor.user_id, unique_key=JOB)


def switch_off(actor: Actor, playbook: Playbook, *, today: date) -> None:
    """Nothing begins any more, and what goes on stops; tasks that were made stay. Raises NotAllowed."""
    require_house(actor)
    with transaction.atomic():
        row = Playbook.objects.select_for_update().get(pk=playbook.pk)
        if not row.is_active:
            return
        row.is_active = False
        row.revision += 1
        row.save()
        PlaybookRun.objects.filter(playbook=row, state=RunState.RUNNING.value).update(
            state=RunState.STOPPED.value, ended_on=today, end=RunEnd.SWITCHED_OFF.value
        )
        tell(actor, row, "updated", {"switched_on": (True, False)})


def stop_run(actor: Actor, run: PlaybookRun, *, today: date) -> None:
    """A person stops it with one company; its open tasks stay theirs to do or cancel. Raises NotAllowed."""
    require(actor, Permission.EDIT)
    with transaction.atomic():
        company = visible_company(actor, run.company_id)
        row = PlaybookRun.objects.select_for_update().filter(pk=run.pk, is_control=False).first()
        if row is None:
            raise NotAllowed(_("Ce scénario n’existe plus pour cette entreprise."))
        if row.state != RunState.RUNNING.value:
            return
        row.state, row.ended_on, row.end = RunState.STOPPED.value, today, RunEnd.PERSON.value
        row.ended_by_id = actor.user_id
        row.save()
        record(
            actor,
            Entry(
                verb="updated",
                subject_kind="playbook",
                subject_id=row.playbook_id,
                subject_name=playbook_code(row.playbook),
                company_key=company.pk,
                changes={"stopped": (False, True)},
            ),
        )


def tell(actor: Actor, playbook: Playbook, verb: str, changes: dict[str, tuple[object, object]]) -> None:
    """Write what was done to a playbook into the journal."""
    record(
        actor,
        Entry(
            verb=verb,
            subject_kind="playbook",
            subject_id=playbook.pk,
            subject_name=playbook_code(playbook),
            changes=changes,
        ),
    )
