"""What the map of a tour shows: the start, the visits numbered by day, the way between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from negoce.portfolio.models import VisitStop, VisitTour
from negoce.web.addresses import address_of
from negoce.web.visits.words import day_name, hour

# Days beyond take the first hues again.
HUES = ("accent", "good", "warn", "info", "bad")
MAINLAND = "mainland"


def hue_of(place: int) -> str:
    """The colour of the day at a place of a tour."""
    return HUES[place % len(HUES)]


def tour_map(
    tour: VisitTour, days: Sequence[tuple[Any, Sequence[VisitStop]]], out: Sequence[VisitStop]
) -> Mapping[str, Any]:
    """The figures of `<n-map>` for a tour; places off the mainland and Corsica are not on it."""
    base = [tour.latitude, tour.longitude]
    points: list[Mapping[str, Any]] = []
    lines: list[Mapping[str, Any]] = []
    for place, (day, stops) in enumerate(days):
        way = [base]
        for number, stop in enumerate(stops, start=1):
            if stop.latitude is None or stop.longitude is None or not _drawn(stop):
                continue
            way.append([stop.latitude, stop.longitude])
            label = f"{number}. {stop.company.name}, {day_name(day)} {hour(stop.start)}"
            points.append(_point(stop, label, hue_of(place), str(number)))
        if len(way) > 1:
            lines.append({"hue": hue_of(place), "label": day_name(day), "way": [*way, base]})
    for stop in out:
        if _drawn(stop):
            points.append(
                _point(stop, _("%(name)s (hors de la tournée)") % {"name": stop.company.name}, "", "")
            )
    return {
        "base": {"at": base, "label": _("Départ\u00a0: %(name)s") % {"name": tour.start_name}},
        "points": points,
        "lines": lines,
    }


def _drawn(stop: VisitStop) -> bool:
    return stop.latitude is not None and stop.roads in (MAINLAND, "corsica")


def _point(stop: VisitStop, label: str, hue: str, text: str) -> Mapping[str, Any]:
    return {
        "at": [stop.latitude, stop.longitude],
        "label": label,
        "hue": hue,
        "text": text,
        "url": address_of("companies:record", stop.company.public_id),
    }
