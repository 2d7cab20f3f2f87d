"""The periods over which a portfolio is looked at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from negoce.kit.dates import add_months

# Months of each period, and the one over which it is compared: the same length just before.
PERIODS: Mapping[str, int] = {"3": 3, "6": 6, "12": 12}
DEFAULT_PERIOD = "12"


@dataclass(frozen=True, slots=True)
class Period:
    """From `start` to the day of the snapshot; `before` is the start of the period of the same length before it."""

    key: str
    start: date
    before: date


def periods(as_of: date) -> tuple[Period, ...]:
    """The periods that end on a day."""
    return tuple(
        Period(key, add_months(as_of, -months), add_months(as_of, -2 * months))
        for key, months in PERIODS.items()
    )
