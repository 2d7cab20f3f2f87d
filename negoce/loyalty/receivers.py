"""What loyalty does at the news of other rooms; each may be called twice."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from negoce.loyalty.actions.referrals_won import bring_referrals_up
from negoce.orders.models import Order


def order_placed(payload: Mapping[str, Any]) -> None:
    """The order may be the first of somebody who was recommended."""
    companies = Order.objects.filter(pk=int(payload["order"])).order_by("pk")
    bring_referrals_up(list(companies.values_list("company_id", flat=True)))
