"""Kilometres and minutes between places, as the crow flies times a factor, at a speed."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from negoce.portfolio.visits.terms import TourTerms

EARTH_KM = 6_371.0


class Point(NamedTuple):
    """A position in degrees; `roads` names the network of roads it lies on."""

    latitude: float
    longitude: float
    roads: str


@dataclass(frozen=True, slots=True)
class Leg:
    """A road: kilometres, whole minutes."""

    km: float
    minutes: int


def crow_km(one: Point, other: Point) -> float:
    """Kilometres of the great circle between two positions."""
    first, second = math.radians(one.latitude), math.radians(other.latitude)
    width = math.radians(other.longitude - one.longitude)
    half = math.sin((second - first) / 2) ** 2
    half += math.cos(first) * math.cos(second) * math.sin(width / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(min(1.0, half)))


def leg(one: Point, other: Point, terms: TourTerms) -> Leg | None:
    """The road between two places; None where no road leads from one to the other."""
    if one.roads != other.roads:
        return None
    km = max(crow_km(one, other) * float(terms.winding), float(terms.local_km))
    return Leg(round(km, 1), math.ceil(km / float(terms.speed) * 60))


def road_matrix(points: Sequence[Point], terms: TourTerms) -> list[list[Leg]]:
    """The road from each place to each other; all of one network. A place to itself is no way at all."""
    rows: list[list[Leg]] = [[Leg(0.0, 0)] * len(points) for _each in points]
    for row, one in enumerate(points):
        for column in range(row + 1, len(points)):
            way = leg(one, points[column], terms)
            if way is None:
                raise ValueError("Places on two networks of roads have no way between them.")
            rows[row][column] = rows[column][row] = way
    return rows
