"""What is recorded as leaving."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Shipment:
    """What is recorded: `quantities` by agreed line (its key), positive; None delivers all that is left.

    `delivered_on` is the day of arrival, or of the performance of a service; `shipped_on` is today unless given.
    """

    quantities: Mapping[int, Decimal] | None = None
    shipped_on: object = None
    delivered_on: object = None
    carrier: str = ""
    tracking: str = ""
    note: str = ""
    allow_over: bool = False
