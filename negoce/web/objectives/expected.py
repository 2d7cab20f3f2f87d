"""What is expected of who follows a deal, and where what does not agree is looked at."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from negoce.catalogue.queries.own_currency import OWN
from negoce.identity.rules.actor import Actor
from negoce.kit.explain import Finding
from negoce.negotiation.models import Deal
from negoce.negotiation.rules.objectives import MonthTarget
from negoce.negotiation.words.objective import say
from negoce.portfolio.models import SalesTarget
from negoce.web.companies.record import url_or_nothing

_FLOORS = frozenset({"objective.under_floor", "objective.margin_under_floor", "objective.amount_under_floor"})


def target_of(actor: Actor, deal: Deal) -> MonthTarget | None:
    """What who follows the deal is to sell in the month of its conclusion, for who may read it; one query."""
    is_read = actor.sees_everything or deal.owner_id in actor.colleague_ids
    if deal.close_on is None or deal.owner_id is None or not is_read or deal.currency not in OWN:
        return None
    month = deal.close_on.replace(day=1)
    rows = SalesTarget.objects.filter(person_id=deal.owner_id, month=month)
    amount = rows.values_list("amount", flat=True).first()
    return None if amount is None else MonthTarget(month, amount)


def doubt_lines(deal: Deal, found: Sequence[Finding]) -> Sequence[tuple[str, str, str]]:
    """Each doubt in words, with where it is looked at and what the link says; both empty where nothing is to open."""
    return [(say(each), *_link(deal, each)) for each in found]


def _link(deal: Deal, found: Finding) -> tuple[str, str]:
    if found.code in _FLOORS:
        return f"{reverse('deals:deal', args=[deal.public_id])}?tab=bargaining", _("Voir la négociation")
    if found.code == "objective.under_plan":
        return url_or_nothing("plans:plan", str(found.figures["public_id"])), _("Voir le plan")
    if found.code == "objective.above_target":
        return reverse("targets:page"), _("Voir les objectifs de vente")
    return "", ""
