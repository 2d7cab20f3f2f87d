"""What customers of a channel cost in our own plans, as it is read and as a choice of channels keeps it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from negoce.kit.worked import CannotWork
from negoce.prospecting.rules.channel_cost import LEAST_CUSTOMERS, acquisition


@dataclass(frozen=True, slots=True)
class KnownCost:
    """Euros spent through one channel and the customers it won, over the plans (public ids) that noted such a cost."""

    spent: Decimal
    customers: int
    plans: tuple[str, ...]

    @property
    def each(self) -> Decimal | None:
        """Euros for a customer, as R-P5 counts it; None when it won nobody."""
        try:
            return acquisition([self.spent], self.customers).value.each
        except CannotWork:
            return None

    @property
    def is_enough(self) -> bool:
        """Whether so many customers speak for the channel."""
        return self.customers >= LEAST_CUSTOMERS


def stored_known(known: Mapping[str, KnownCost]) -> dict[str, dict[str, Any]]:
    """By channel, as JSON keeps it."""
    return {
        channel: {"spent": f"{each.spent:.2f}", "customers": each.customers, "plans": list(each.plans)}
        for channel, each in sorted(known.items())
    }


def read_known(content: Mapping[str, Mapping[str, Any]]) -> dict[str, KnownCost]:
    """The same, read again."""
    return {
        channel: KnownCost(Decimal(each["spent"]), each["customers"], tuple(each["plans"]))
        for channel, each in content.items()
    }
