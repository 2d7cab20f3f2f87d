"""Gives the steps towards a contact to somebody, each with its day: they become tasks (P5)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone

from negoce.companies.actions.activities.create import create_activity
from negoce.companies.actions.company_checks import visible_company
from negoce.companies.enums import ActivityKind, ActivityState
from negoce.companies.models import Company
from negoce.identity.enums import Permission
from negoce.identity.models import User
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.prospecting.enums import PathStep
from negoce.prospecting.models import PathTask
from negoce.prospecting.queries.contact_path import contact_path_of
from negoce.prospecting.words.path import TASKS


def plan_steps(
    actor: Actor, company: Company, *, steps: Sequence[PathStep], owner: User | None = None, due: str = ""
) -> Sequence[PathTask]:
    """Make a task of each of these steps that is neither done nor given to somebody already.

    `due` is a day in words ("lundi", 21/11); without it each has the day the path proposes. `owner` does them, else
    whoever follows the company, else the actor. Raises NotAllowed, Refused.
    """
    require(actor, Permission.CREATE)
    with transaction.atomic():
        home = visible_company(actor, company.pk)
        path = contact_path_of(actor, home, timezone.localdate())
        wanted = [line for line in path.left if line.step in steps and line.step not in path.tasks]
        doer = owner or _follower(home)
        return [_task(actor, home, line.step, due or line.propose_on, doer) for line in wanted]


def _task(
    actor: Actor, company: Company, step: PathStep, due: str | date | None, owner: User | None
) -> PathTask:
    task = create_activity(
        actor,
        values={
            "kind": ActivityKind.TASK.value,
            "state": ActivityState.PLANNED.value,
            "subject": str(TASKS[step.value]),
            "starts_at": due,
            "owner": owner,
        },
        company=company,
    )
    return PathTask.objects.create(company=company, step=step.value, task=task)


def _follower(company: Company) -> User | None:
    return User.objects.filter(pk=company.owner_id or 0, is_active=True).first()
