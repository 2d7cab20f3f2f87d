"""Moves a deal to another step."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.negotiation.actions.cycles.step_tasks import order_tasks
from negoce.negotiation.actions.deals.checks import refuse_finding, visible_deal
from negoce.negotiation.actions.deals.store import conflict_on, write_deal
from negoce.negotiation.models import Deal
from negoce.negotiation.rules.deal_steps import check_move


def change_step(actor: Actor, deal: Deal, *, step: str, seen: str | None = None) -> Deal:
    """Put an open deal at `step`, from today, and plan what its cycle orders there.

    `seen` is the step that the person saw it at. Raises NotAllowed, Refused for a closed deal or an unknown step,
    Conflict when somebody else moved it.
    """
    require(actor, Permission.EDIT)
    with transaction.atomic():
        row = visible_deal(actor, deal.pk)
        refuse_finding("step", check_move(row.state, step))
        if seen is not None and seen != row.step and row.step != step:
            raise conflict_on(row, "step")
        if row.step != step:
            write_deal(actor, row, {"step": step, "step_since": timezone.localdate()})
            order_tasks(actor, row)
    return row
