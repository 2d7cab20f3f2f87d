"""An exchange or a task entered from the page of a deal stands under that deal."""

from __future__ import annotations

from negoce.companies.models import Activity
from negoce.identity.enums import Permission
from negoce.identity.rules.actor import Actor
from negoce.negotiation.actions.deals.activities import set_activity_deal
from negoce.negotiation.queries.deals.visible import visible_deals


def put_under_deal(actor: Actor, activity: Activity, deal_id: str) -> None:
    """Put it there while the deal is seen and is of the same company; the company may have been changed."""
    if not deal_id or activity.company_id is None or not actor.may(Permission.EDIT):
        return
    deal = visible_deals(actor).filter(public_id=deal_id, company_id=activity.company_id).first()
    if deal is not None:
        set_activity_deal(actor, activity, deal)
