"""What this house set for the days of its people, over the defaults."""

from __future__ import annotations

from decimal import Decimal

from negoce.automation.models import DaySetting
from negoce.automation.rules.day_settings import DaySettings, settings_of


def current_settings() -> DaySettings:
    """The settings in force: one query."""
    return settings_of(stored_settings())


def stored_settings() -> dict[str, Decimal]:
    """The values that somebody set, by key: one query."""
    return dict(DaySetting.objects.order_by("key").values_list("key", "value"))
