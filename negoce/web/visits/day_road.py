"""A day of a tour on the road, from the hours kept with its visits: the page and the sheet say the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from negoce.portfolio.actions.tours.timing import base_of, point_of
from negoce.portfolio.models import VisitStop, VisitTour
from negoce.portfolio.visits.roads import leg
from negoce.portfolio.visits.terms import terms_of


@dataclass(frozen=True, slots=True)
class DayRoad:
    """Minutes of the day at which it begins and ends, kilometres and minutes of all its roads, minutes too long."""

    leave: int
    back: int
    km: float
    driving: int
    over: int


def day_road(tour: VisitTour, stops: Sequence[VisitStop]) -> DayRoad:
    """The roads of a day with the way home; nothing for a day without a visit."""
    if not stops:
        return DayRoad(tour.day_start, tour.day_start, 0.0, 0, 0)
    here = point_of(stops[-1])
    home = leg(here, base_of(tour), terms_of(tour.terms)) if here is not None else None
    km, minutes = (home.km, home.minutes) if home else (0.0, 0)
    leave = max(tour.day_start, (stops[0].start or 0) - stops[0].driving)
    back = (stops[-1].end or 0) + minutes
    total = round(sum(each.km for each in stops) + km, 1)
    driving = sum(each.driving for each in stops) + minutes
    return DayRoad(leave, back, total, driving, max(0, back - tour.day_end))
