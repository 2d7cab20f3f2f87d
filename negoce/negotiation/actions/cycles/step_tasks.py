"""What a cycle orders once a deal reaches a step: tasks, with their delays (N1)."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone

from negoce.companies.actions.activities.create import create_activity
from negoce.companies.enums import ActivityState
from negoce.companies.models import Activity
from negoce.identity.enums import Permission
from negoce.identity.rules.actor import Actor
from negoce.negotiation.actions.deals.activities import set_activity_deal
from negoce.negotiation.models import Deal, DealActivity
from negoce.negotiation.queries.cycles.book import cycle_book
from negoce.negotiation.rules.cycles import due_day, step_of
from negoce.negotiation.words.cycle import task_subject


def order_tasks(actor: Actor, deal: Deal) -> Sequence[Activity]:
    """Plan the tasks of the step that a deal just reached, for who follows it; inside the caller's transaction.

    One that the deal already has under the same words, done or still to do, is not planned again. Who may create
    nothing plans nothing.
    """
    tasks = step_of(cycle_book().steps_for(deal.cycle_id), deal.step).tasks
    if not tasks or not actor.may(Permission.CREATE):
        return ()
    known = set(
        DealActivity.objects.filter(deal=deal, activity__deleted_at__isnull=True)
        .order_by()
        .values_list("activity__subject", flat=True)
    )
    today, made = timezone.localdate(), []
    owner = deal.owner if deal.owner is not None and deal.owner.is_active else None
    for task in tasks:
        subject = task_subject(task)
        if subject in known:
            continue
        values = {
            "kind": task.kind,
            "subject": subject,
            "state": ActivityState.PLANNED.value,
            "starts_at": due_day(today, task.days),
            "owner": owner,
        }
        activity = create_activity(actor, values=values, company=deal.company)
        set_activity_deal(actor, activity, deal)
        known.add(subject)
        made.append(activity)
    return made
