"""What customers cost through each channel in our own plans that started (P3, R-P5 over them)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal

from django.db.models import Sum

from negoce.identity.rules.actor import Actor
from negoce.portfolio.models import PlanFigures
from negoce.prospecting.models import PlanCost
from negoce.prospecting.queries.plans import visible_plans
from negoce.prospecting.rules.known_cost import KnownCost


def channel_history(actor: Actor) -> Mapping[str, KnownCost]:
    """The cost of a customer by channel over the plans that the actor may open; none for one that won nobody.

    Only plans that noted a cost of the channel, and were counted, speak of it: customers won without one would make
    it look cheaper, costs of a plan not counted yet dearer. Costs noted for all channels of a plan belong to none.
    """
    plans = visible_plans(actor).order_by().values("pk")
    counted = {
        key: content["channels"]
        for key, content in PlanFigures.objects.filter(plan__in=plans)
        .order_by("plan_id")
        .values_list("plan_id", "content")
    }
    spent = (
        PlanCost.objects.filter(plan__in=list(counted)).exclude(channel="").order_by("plan_id", "channel")
        .values_list("plan_id", "plan__public_id", "channel").annotate(all=Sum("amount"))
    )  # fmt: skip
    found: dict[str, list[tuple[str, Decimal, int]]] = defaultdict(list)
    for plan, public_id, channel, amount in spent:
        won = counted[plan].get(channel, {}).get("customers", 0)
        found[channel].append((public_id, Decimal(str(amount)), won))
    known = {
        channel: KnownCost(
            sum((amount for _plan, amount, _won in rows), Decimal(0)),
            sum(won for _plan, _amount, won in rows),
            tuple(public_id for public_id, _amount, _won in rows),
        )
        for channel, rows in found.items()
    }
    return {channel: each for channel, each in known.items() if each.customers}
