"""What monthly indices say of the coming days beside the last ones."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from negoce.kit.explain import Finding

LOWEST, HIGHEST = 0.5, 2.0
LEAST_INDEX, MOST_INDEX = 0.01, 1_000


def coming_ratio(months: Mapping[int, float], today: date, *, days: int = 90) -> float:
    """Mean index of the `days` from `today` over that of as many before it, between a half and twice.

    `months` holds an index above 0 for each month from 1 to 12, on any scale.
    """
    coming = sum(months[(today + timedelta(days=each)).month] for each in range(days))
    gone = sum(months[(today - timedelta(days=each)).month] for each in range(1, days + 1))
    return min(max(coming / gone, LOWEST), HIGHEST)


def check_months(months: Mapping[int, float]) -> Mapping[int, Finding]:
    """What is wrong with the index of each month: outside 0.01 to 1,000."""
    bounds = {"least": LEAST_INDEX, "most": MOST_INDEX}
    return {
        month: Finding("season.out_of_bounds", "error", bounds)
        for month, index in months.items()
        if not LEAST_INDEX <= index <= MOST_INDEX
    }
