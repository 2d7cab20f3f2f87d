"""Moves a deal to another step, and back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from negoce.companies.actions.activities.delete import delete_activity
from negoce.companies.enums import ActivityState
from negoce.companies.models import Activity
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.negotiation.actions.cycles.step_tasks import order_tasks
from negoce.negotiation.actions.deals.checks import refuse_finding, visible_deal
from negoce.negotiation.actions.deals.store import conflict_on, write_deal
from negoce.negotiation.models import Deal, DealStepChange
from negoce.negotiation.rules.deal_steps import check_move


@dataclass(frozen=True, slots=True)
class Move:
    """A deal at its new step, the one that it left, and what was planned for it on the way."""

    deal: Deal
    before: str
    planned: Sequence[Activity] = ()


def change_step(actor: Actor, deal: Deal, *, step: str, seen: str | None = None) -> Deal:
    """The same as `move_deal`, where only the deal counts."""
    return move_deal(actor, deal, step=step, seen=seen).deal


def move_deal(actor: Actor, deal: Deal, *, step: str, seen: str | None = None) -> Move:
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
        before = row.step
        if before == step:
            return Move(row, before)
        write_deal(actor, row, {"step": step, "step_since": timezone.localdate()})
        return Move(row, before, order_tasks(actor, row))


def undo_move(
    actor: Actor, deal: Deal, *, step: str, seen: str | None = None, planned: Sequence[str] = ()
) -> Deal:
    """Put a deal back at the step that it just left, since the day it had reached it, as if it had never moved.

    Of `planned`, the public ids that the move gave, what is still to do goes to the bin. Where the last move was
    another, this is a move like any other, which plans nothing. Raises as `move_deal`.
    """
    require(actor, Permission.EDIT)
    with transaction.atomic():
        row = visible_deal(actor, deal.pk)
        refuse_finding("step", check_move(row.state, step))
        if seen is not None and seen != row.step:
            raise conflict_on(row, "step")
        changes = list(DealStepChange.objects.filter(deal=row).order_by("-happened_on", "-pk")[:2])
        last = changes[0] if changes and (changes[0].before, changes[0].after) == (step, row.step) else None
        reached = next((each.happened_on for each in changes[1:] if each.after == step), timezone.localdate())
        since = reached if last is not None else timezone.localdate()
        if write_deal(actor, row, {"step": step, "step_since": since}) and last is not None:
            DealStepChange.objects.filter(deal=row, pk__gte=last.pk).delete()
        undone = Activity.objects.filter(public_id__in=list(planned)[:10], deal_link__deal=row)
        for activity in undone.filter(
            state=ActivityState.PLANNED.value, deleted_at__isnull=True, created_by_id=actor.user_id
        ).order_by("pk"):
            delete_activity(actor, activity)
    return row
