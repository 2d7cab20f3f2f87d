"""What a team sets so that its portfolio can be put in euros: costs of winning and of calling again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Steering:
    """Costs in euros; an acquisition cost of 0 is one that nobody set. `recall_percent` is the chance, in percent
    points, that an old customer of whom no model says anything comes back when called.
    """

    acquisition_cost: Decimal = Decimal(0)
    contact_cost: Decimal = Decimal(45)
    recall_percent: Decimal = Decimal(20)


def steering_of(values: Mapping[str, Decimal]) -> Steering:
    """The settings with what a team set; keys that are not known are left aside."""
    known = {field.name for field in fields(Steering)}
    return Steering(**{key: value for key, value in values.items() if key in known})
