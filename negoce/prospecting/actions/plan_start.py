"""Starts a plan, freezing whom it aims at in short batches, and closes it (P2)."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.companies.actions.contacts.guard import guard_texts
from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Permission
from negoce.identity.permissions import NotAllowed, require
from negoce.identity.rules.actor import Actor
from negoce.jobs.enums import JobQueue
from negoce.jobs.queue import enqueue
from negoce.kit.refusal import Refused
from negoce.prospecting.actions.mailing_posted import note_cost
from negoce.prospecting.actions.plan_join import note_waiting_costs
from negoce.prospecting.actions.plan_save import KIND
from negoce.prospecting.enums import PlanState
from negoce.prospecting.models import Mailing, PlanCompany, ProspectingPlan
from negoce.prospecting.queries.plans import segment_of, target_keys, visible_plans

TASK = "prospecting.freeze_target"
# So many are frozen while the person waits; more are left to the job.
AT_ONCE = 5_000
# One transaction of well under 200 ms.
BATCH_ROWS = 1_000
Progress = Callable[[int, int], None]


def start_plan(actor: Actor, plan: ProspectingPlan, *, revision: int) -> ProspectingPlan:
    """Start a plan: its target is frozen as the actor sees it, at once when it is small.

    The job that freezes it is stored with the state, whatever its size: should the rest not come to its end, it does.
    What a fair, a file or a mailing of the plan cost before is a cost of it from now on.
    Raises NotAllowed, Refused for a plan that started, without a channel, or whose target is empty or unreadable.
    """
    require(actor, Permission.MANAGE_PROSPECTING)
    row = visible_plans(actor).filter(pk=plan.pk).first()
    if row is None:
        raise NotAllowed(_("Ce plan n’existe plus, ou n’est pas visible pour vous. Rien n’a été changé."))
    found = segment_of(actor, row.filter_text)
    if found.problems:
        raise Refused(_("Le filtre de la cible n’est plus entièrement compris. Rien n’a commencé."))
    if not found.count:
        raise Refused(_("La cible est vide : aucune entreprise ne répond à son filtre. Rien n’a commencé."))
    if not row.channels.exists():
        raise Refused(_("Choisissez au moins un canal avant de commencer. Rien n’a commencé."))
    with transaction.atomic():
        now = timezone.now()
        done = ProspectingPlan.objects.filter(
            pk=row.pk, state=PlanState.DRAFT.value, revision=revision
        ).update(state=PlanState.RUNNING.value, started_at=now, revision=revision + 1, updated_at=now)
        if not done:
            raise Refused(_("Ce plan a changé entre-temps ou a déjà commencé. Rien n’a été fait de plus."))
        states = (PlanState.DRAFT.value, PlanState.RUNNING.value)
        record(actor, Entry("started", KIND, row.pk, row.name, changes={"state": states}))
        note_waiting_costs(row, actor.user_id)
        for mailing in Mailing.objects.filter(plan=row).order_by("pk"):
            note_cost(mailing, actor.user_id)
        enqueue(
            TASK, {"plan": row.pk}, actor_id=actor.user_id, unique_key=f"{TASK}:{row.pk}",
            queue=JobQueue.LONG,
        )  # fmt: skip
    if found.count <= AT_ONCE:
        freeze_target(actor, row)
    row.refresh_from_db()
    return row


def freeze_target(actor: Actor, plan: ProspectingPlan, *, progress: Progress | None = None) -> int:
    """Write down whom a running plan aims at, in the order of keys; goes on where it stood. Returns how many.

    Once all are, it changes nothing: who answers the filter later is not aimed at.
    """
    known = ProspectingPlan.objects.filter(pk=plan.pk, targeted_at__isnull=False).order_by()
    for targeted in known.values_list("targeted", flat=True):
        return targeted
    # Whoever came by a form of the plan meanwhile is there already.
    there = set(PlanCompany.objects.filter(plan=plan).order_by().values_list("company_id", flat=True))
    keys = [key for key in target_keys(actor, plan) if key not in there]
    for start in range(0, len(keys), BATCH_ROWS):
        part = keys[start : start + BATCH_ROWS]
        with transaction.atomic():
            PlanCompany.objects.bulk_create(
                (PlanCompany(plan=plan, company_id=key) for key in part), ignore_conflicts=True
            )
        if progress is not None:
            progress(start + len(part), len(keys))
    targeted = PlanCompany.objects.filter(plan=plan).count()
    ProspectingPlan.objects.filter(pk=plan.pk).update(targeted=targeted, targeted_at=timezone.now())
    return targeted


def close_plan(
    actor: Actor, plan: ProspectingPlan, *, lesson: str, revision: int, reason: str = ""
) -> ProspectingPlan:
    """End a plan that runs, with what is learned from it. Raises NotAllowed, Refused, FreeTextRefused."""
    require(actor, Permission.MANAGE_PROSPECTING)
    row = visible_plans(actor).filter(pk=plan.pk).first()
    if row is None:
        raise NotAllowed(_("Ce plan n’existe plus, ou n’est pas visible pour vous. Rien n’a été changé."))
    text = lesson.strip()[:2000]
    guard_texts({"lesson": text}, {}, reason)
    with transaction.atomic():
        now = timezone.now()
        done = ProspectingPlan.objects.filter(
            pk=row.pk, state=PlanState.RUNNING.value, revision=revision
        ).update(
            state=PlanState.CLOSED.value, closed_at=now, lesson=text, revision=revision + 1, updated_at=now
        )
        if not done:
            raise Refused(_("Ce plan a changé entre-temps ou n’est plus en cours. Rien n’a été fait."))
        states = (PlanState.RUNNING.value, PlanState.CLOSED.value)
        record(actor, Entry("closed", KIND, row.pk, row.name, changes={"state": states}))
    row.refresh_from_db()
    return row
