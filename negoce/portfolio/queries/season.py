"""The season that a team declared: twelve monthly indices among its settings."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Sum

from negoce.portfolio.models import CustomerLife, PortfolioSetting

PREFIX = "season_month_"


def declared_months() -> Mapping[int, float]:
    """Index of each month from 1 to 12, empty unless all twelve are set: one query."""
    rows = PortfolioSetting.objects.filter(key__startswith=PREFIX).order_by("key").values_list("key", "value")
    found = {int(key.removeprefix(PREFIX)): float(value) for key, value in rows if value > 0}
    return found if set(found) == set(range(1, 13)) else {}


def orders_expected() -> float:
    """Orders expected of all customers in 90 days, as the last night foresaw them: one query."""
    found = CustomerLife.objects.aggregate(total=Sum("mean_90"))["total"]
    return float(found or 0)
