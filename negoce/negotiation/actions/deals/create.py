"""Creates a deal (N1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils import timezone

from negoce.companies.actions.company_checks import visible_company
from negoce.companies.models import Activity, Company, Contact
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.negotiation.actions.cycles.step_tasks import order_tasks
from negoce.negotiation.actions.deals.activities import set_activity_deal
from negoce.negotiation.actions.deals.checks import checked_values, refuse_finding
from negoce.negotiation.actions.deals.people import add_people
from negoce.negotiation.actions.deals.store import after_change
from negoce.negotiation.enums import DealStep
from negoce.negotiation.models import Deal
from negoce.negotiation.rules.deal_steps import check_move
from negoce.negotiation.rules.deal_values import key_of


def create_deal(
    actor: Actor,
    *,
    company: Company,
    values: Mapping[str, object],
    step: str = DealStep.PREPARATION.value,
    contacts: Sequence[Contact] = (),
    activities: Sequence[Activity] = (),
) -> Deal:
    """Create a deal from raw values by field name; without an `owner` it is the actor's own.

    `activities` are what was said and planned before: they are about it, and are not planned again.
    Raises NotAllowed, and Refused with the faulty fields.
    """
    require(actor, Permission.CREATE)
    given = {"name": "", **values}
    with transaction.atomic():
        home = visible_company(actor, company.pk)
        fields = dict(checked_values(actor, given))
        refuse_finding("step", check_move("open", step))
        deal = Deal(
            **{"owner_id": actor.user_id, **fields},
            company=home,
            step=step,
            step_since=timezone.localdate(),
        )
        deal.name_key = key_of(deal.name)
        deal.save(force_insert=True)
        told = {name: (None, value) for name, value in fields.items() if value not in (None, "")}
        after_change(actor, deal, "created", {**told, "step": (None, step)})
        add_people(actor, deal, dict.fromkeys(contacts, ""))
        for activity in activities:
            set_activity_deal(actor, activity, deal)
        order_tasks(actor, deal)
    return deal
