"""What customers cost through each channel in our own plans that started (P3, R-P5 over them)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django.db.models import Sum

from negoce.identity.rules.actor import Actor
from negoce.kit.worked import CannotWork
from negoce.portfolio.models import PlanFigures
from negoce.prospecting.models import PlanCost
from negoce.prospecting.queries.plans import visible_plans
from negoce.prospecting.rules.channel_cost import Acquisition, acquisition


def channel_history(actor: Actor) -> Mapping[str, Acquisition]:
    """The cost of a customer by channel over the plans that the actor may open; none for one that won nobody.

    Costs noted for all channels of a plan belong to none.
    """
    plans = visible_plans(actor).order_by().values("pk")
    won: dict[str, int] = {}
    for content in (
        PlanFigures.objects.filter(plan__in=plans).order_by("pk").values_list("content", flat=True)
    ):
        for channel, counts in content["channels"].items():
            won[channel] = won.get(channel, 0) + counts.get("customers", 0)
    spent = (
        PlanCost.objects.filter(plan__in=plans).exclude(channel="").order_by()
        .values_list("channel").annotate(all=Sum("amount"))
    )  # fmt: skip
    found: dict[str, Acquisition] = {}
    for channel, amount in spent:
        try:
            found[channel] = acquisition([Decimal(str(amount))], won.get(channel, 0)).value
        except CannotWork:
            continue
    return found
