"""Ends an approach: it becomes a deal, or is stopped (N1)."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.companies.actions.activities.cancel import cancel_activity
from negoce.companies.enums import ActivityState
from negoce.identity.actions.journal import Changes, Entry, record
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused, refuse_field
from negoce.negotiation.actions.approaches.checks import approach_under_way
from negoce.negotiation.actions.deals.create import create_deal
from negoce.negotiation.enums import ApproachEnd
from negoce.negotiation.models import Approach, Deal


def make_deal_of(actor: Actor, approach: Approach, *, name: str = "") -> Deal:
    """A deal at the step that the approach reached: its person, its cycle and its tasks go along.

    Without a name it is called after the company. Raises NotAllowed, Refused.
    """
    require(actor, Permission.CREATE)
    require(actor, Permission.EDIT)
    with transaction.atomic():
        found = approach_under_way(actor, approach)
        row = found.approach
        deal = create_deal(
            actor,
            company=row.company,
            values={
                "name": name or row.company.name,
                "cycle": row.cycle.public_id if row.cycle is not None else "",
            },
            step=found.step.value,
            contacts=[row.contact] if row.contact is not None else [],
            activities=found.tasks,
        )
        _end(actor, row, {"deal": (None, deal.public_id)}, deal=deal)
    return deal


def stop_approach(actor: Actor, approach: Approach, *, reason: str) -> Approach:
    """Stop an approach for a reason; what it had still to do is cancelled. Raises NotAllowed, Refused."""
    require(actor, Permission.EDIT)
    if reason not in set(ApproachEnd):
        raise refuse_field("reason", _("Dites pourquoi : la suite en dépend."))
    with transaction.atomic():
        found = approach_under_way(actor, approach)
        for task in found.tasks:
            if task.state == ActivityState.PLANNED:
                cancel_activity(actor, task)
        _end(actor, found.approach, {"stopped_for": (None, reason)}, stopped_for=reason)
    return found.approach


def _end(actor: Actor, row: Approach, told: Changes, **values: object) -> None:
    under_way = Approach.objects.filter(pk=row.pk, ended_on__isnull=True)
    if not under_way.update(ended_on=timezone.localdate(), **values):
        raise Refused(_("Cette démarche est déjà terminée. Rien n’a été changé."))
    record(actor, Entry("changed", "approach", row.pk, str(row.cycle or ""), row.company_id, told))
