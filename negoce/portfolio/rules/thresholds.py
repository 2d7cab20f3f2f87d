"""What a team may set for its portfolio, with the conventions of the domain reference as defaults."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Days are calendar days, rates percent points. The defaults are those of R-F1, R-F4 and R-F7.

    A second trigger of dormancy, fewer than `few_orders` orders in the last `few_orders_months` months, is off
    while `few_orders` is 0.
    """

    default_cadence_days: Decimal = Decimal(90)
    dormant_days: Decimal = Decimal(60)
    dormant_cadences: Decimal = Decimal(2)
    lost_days: Decimal = Decimal(180)
    lost_cadences: Decimal = Decimal(4)
    regular_variation: Decimal = Decimal("0.5")
    few_orders: Decimal = Decimal(0)
    few_orders_months: Decimal = Decimal(12)
    ambassador_months: Decimal = Decimal(24)
    concentration_percent: Decimal = Decimal(20)
    concentration_index: Decimal = Decimal(2500)
    discount_percent: Decimal = Decimal(10)

    @property
    def lost_after_one(self) -> int:
        """Days of silence after which who bought once is lost (R-F1's): as long as it takes to lose a customer."""
        return int(max(self.lost_days, self.lost_cadences * self.default_cadence_days))


def thresholds_of(values: Mapping[str, Decimal]) -> Thresholds:
    """The thresholds with what a team set; keys that are not known are left aside."""
    known = {field.name for field in fields(Thresholds)}
    return Thresholds(**{key: value for key, value in values.items() if key in known})
