"""Reads the territory that a company falls to."""

from __future__ import annotations

from django.db.models import Q

from negoce.companies.rules.territory import Prefix, choose_territory, prefixes_of
from negoce.identity.enums import TerritoryCriterion
from negoce.identity.models import TerritoryPrefix


def territory_for(postal_code: str, activity_code: str) -> int | None:
    """The key of the territory whose prefix is the longest for this place and trade, in at most one query."""
    condition = Q()
    for criterion, code in (
        (TerritoryCriterion.POSTAL_CODE, postal_code),
        (TerritoryCriterion.ACTIVITY_CODE, activity_code),
    ):
        if code:
            condition |= Q(criterion=criterion.value, prefix__in=prefixes_of(code))
    if not condition:
        return None
    rows = TerritoryPrefix.objects.filter(condition).order_by("id")
    return choose_territory(
        postal_code,
        activity_code,
        (
            Prefix(territory_id, TerritoryCriterion(criterion), prefix)
            for territory_id, criterion, prefix in rows.values_list("territory_id", "criterion", "prefix")
        ),
    )
