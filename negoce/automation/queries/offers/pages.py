"""What pages and the API show of offers: to how many companies each was made."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q

from negoce.automation.models import SegmentOffer
from negoce.companies.queries.visible import company_rights
from negoce.identity.rules.actor import Actor


def counted_offers(actor: Actor) -> Any:
    """The offers with `made` and `control`: to how many companies that the actor sees, and how many were left out."""
    seen = Q(reaches__pk__isnull=False) & company_rights(actor, "reaches__company__")
    return SegmentOffer.objects.select_related("family").annotate(
        made=Count("reaches", filter=seen & Q(reaches__is_control=False)),
        control=Count("reaches", filter=seen & Q(reaches__is_control=True)),
    )
