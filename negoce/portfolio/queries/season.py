"""The season that a team declared: twelve monthly indices among its settings."""

from __future__ import annotations

from collections.abc import Mapping

from negoce.portfolio.models import PortfolioSetting

PREFIX = "season_month_"


def declared_months() -> Mapping[int, float]:
    """Index of each month from 1 to 12, empty unless all twelve are set: one query."""
    rows = PortfolioSetting.objects.filter(key__startswith=PREFIX).order_by("key").values_list("key", "value")
    found = {int(key.removeprefix(PREFIX)): float(value) for key, value in rows if value > 0}
    return found if set(found) == set(range(1, 13)) else {}
