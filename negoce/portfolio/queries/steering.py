"""What this team set to put its portfolio in euros, over the defaults."""

from __future__ import annotations

from decimal import Decimal

from negoce.portfolio.models import PortfolioSetting
from negoce.portfolio.rules.steering import Steering, steering_of


def current_steering() -> Steering:
    """The settings in force: one query."""
    values: dict[str, Decimal] = dict(PortfolioSetting.objects.order_by("key").values_list("key", "value"))
    return steering_of(values)
