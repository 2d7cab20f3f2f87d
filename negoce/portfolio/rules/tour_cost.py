"""What days on the road cost: kilometres, and the time on the way and at the customers'."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from negoce.kit.money import round_money
from negoce.kit.worked import Step, Worked


@dataclass(frozen=True, slots=True)
class TourCost:
    """Euros, kilometres, minutes; `each` is what one visit costs, None without a visit."""

    visits: int
    km: Decimal
    driving: int
    visiting: int
    road: Decimal
    time: Decimal
    total: Decimal
    each: Decimal | None


def tour_cost(
    *, visits: int, km: Decimal, driving: int, visiting: int, km_cost: Decimal, hour_cost: Decimal
) -> Worked[TourCost]:
    """The cost of a tour and of each of its visits, beside which R-M1 sets the usual cost of a visit."""
    road = round_money(km * km_cost)
    time = round_money(Decimal(driving + visiting) / 60 * hour_cost)
    total = road + time
    each = round_money(total / visits) if visits else None
    steps = (
        Step("tour.road", {"km": km, "rate": km_cost, "cost": road}),
        Step("tour.time", {"minutes": driving + visiting, "rate": hour_cost, "cost": time}),
    )
    return Worked(TourCost(visits, km, driving, visiting, road, time, total, each), steps)
