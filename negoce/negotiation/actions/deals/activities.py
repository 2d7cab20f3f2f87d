"""Says which deal an exchange or a task is about."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from negoce.companies.models import Activity
from negoce.companies.queries.visible import visible_activities
from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Permission
from negoce.identity.permissions import NotAllowed, require
from negoce.identity.rules.actor import Actor
from negoce.negotiation.actions.deals.checks import refuse_all, visible_deal
from negoce.negotiation.models import Deal, DealActivity


def set_activity_deal(actor: Actor, activity: Activity, deal: Deal | None) -> bool:
    """Put an activity under a deal of the same company, or under none; returns whether that changed.

    Raises NotAllowed for what the actor does not see, Refused for a deal of another company.
    """
    require(actor, Permission.EDIT)
    with transaction.atomic():
        row = visible_activities(actor).filter(pk=activity.pk).first()
        if row is None:
            raise NotAllowed(_("Cette activité n’existe plus ou n’est pas visible pour vous."))
        home = visible_deal(actor, deal.pk) if deal is not None else None
        if home is not None and home.company_id != row.company_id:
            refuse_all({"deal": _("Cette affaire est celle d’une autre entreprise que l’activité.")})
        stored = DealActivity.objects.select_related("deal").filter(activity=row).first()
        if (stored.deal_id if stored else None) == (home.pk if home else None):
            return False
        if stored is not None:
            stored.delete()
            _tell(actor, stored.deal, row, (row.public_id, None))
        if home is not None:
            DealActivity.objects.create(activity=row, deal=home)
            _tell(actor, home, row, (None, row.public_id))
    return True


def _tell(actor: Actor, deal: Deal, activity: Activity, change: tuple[str | None, str | None]) -> None:
    """The journal keeps no subject, which may name somebody: the key tells the activity."""
    told = {"activity": change}
    record(actor, Entry("changed", "deal", deal.pk, deal.name, deal.company_id, told))
