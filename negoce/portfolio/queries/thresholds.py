"""What this team set for its portfolio, over the defaults."""

from __future__ import annotations

from decimal import Decimal

from negoce.portfolio.models import PortfolioSetting
from negoce.portfolio.rules.thresholds import Thresholds, thresholds_of


def current_thresholds() -> Thresholds:
    """The thresholds in force: one query."""
    values: dict[str, Decimal] = dict(PortfolioSetting.objects.order_by("key").values_list("key", "value"))
    return thresholds_of(values)
