"""The plan that a form, a fair or a file serves, among those that the person may open."""

from __future__ import annotations

from negoce.identity.rules.actor import Actor
from negoce.prospecting.models import ProspectingPlan
from negoce.prospecting.queries.plans import visible_plans


def chosen_plan(actor: Actor, public_id: str, current: ProspectingPlan | None) -> ProspectingPlan | None:
    """The plan that was chosen; one that the person may not open stays where somebody else put it."""
    found = visible_plans(actor).filter(public_id=public_id[:12]).first() if public_id else None
    if found is not None:
        return found
    return current if current is not None and seen_plan(actor, current) is None else None


def seen_plan(actor: Actor, plan: ProspectingPlan | None) -> ProspectingPlan | None:
    """The plan when the person may open it: its name tells what it is about."""
    if plan is None:
        return None
    return visible_plans(actor).filter(pk=plan.pk).first()
