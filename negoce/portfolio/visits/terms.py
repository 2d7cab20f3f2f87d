"""What a tour is planned with: speeds, costs, the hours of the day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from decimal import Decimal

from negoce.portfolio.visits.hours import Hours, Window

PREFIX = "tour_"


@dataclass(frozen=True, slots=True)
class TourTerms:
    """What a house set; kilometres an hour, euros, minutes.

    `winding` multiplies the distance as the crow flies. `prospect_value` is what a visit to a company without any
    figure is taken to be worth, `local_km` the road between two addresses of one commune. `margin_rate`, in percent,
    makes a margin of a revenue where the margin is not known.
    """

    speed: Decimal = Decimal(55)
    winding: Decimal = Decimal("1.3")
    local_km: Decimal = Decimal(2)
    km_cost: Decimal = Decimal("0.45")
    hour_cost: Decimal = Decimal(30)
    visit_minutes: Decimal = Decimal(45)
    lunch_minutes: Decimal = Decimal(45)
    prospect_value: Decimal = Decimal(100)
    margin_rate: Decimal = Decimal(25)


# The least and the most that each may be.
BOUNDS = {
    "speed": (Decimal(10), Decimal(130)),
    "winding": (Decimal(1), Decimal(3)),
    "local_km": (Decimal(0), Decimal(30)),
    "km_cost": (Decimal(0), Decimal(5)),
    "hour_cost": (Decimal(0), Decimal(500)),
    "visit_minutes": (Decimal(5), Decimal(480)),
    "lunch_minutes": (Decimal(0), Decimal(180)),
    "prospect_value": (Decimal(0), Decimal(100_000)),
    "margin_rate": (Decimal(0), Decimal(100)),
}
# Between these minutes of the day lunch is eaten.
LUNCH_FROM, LUNCH_UNTIL = 11 * 60 + 30, 14 * 60
# Hours of a company that nobody said.
USUAL_HOURS = Hours((Window(510, 720), Window(810, 1_050)))


def terms_of(values: Mapping[str, object]) -> TourTerms:
    """The terms with what was set, as they are kept (texts or numbers); keys that are not known are left aside."""
    known = {name: Decimal(str(values[name])) for name in names() if name in values}
    return TourTerms(**known)


def names() -> tuple[str, ...]:
    """The settings there are."""
    return tuple(each.name for each in fields(TourTerms))
