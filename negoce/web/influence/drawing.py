"""The picture of the map: where each person and each influence stands. Numbers and words, no markup."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import hypot
from typing import Any

from negoce.negotiation.queries.influence.read import InfluenceMap
from negoce.negotiation.rules.influence_layout import HEIGHT, WIDTH, default_places

_NAME_MAX = 18
_GAP = 3


def drawing(found: InfluenceMap, lines: Sequence[Mapping[str, object]]) -> Mapping[str, Any]:
    """What the template draws; `lines` are the same people in words, in the same order."""
    chiefs = {each.row.pk: each.row.reports_to_id for each in found.people}
    usual = default_places(chiefs)
    places = {
        each.row.pk: usual[each.row.pk]
        if each.row.x is None or each.row.y is None
        else (each.row.x, each.row.y)
        for each in found.people
    }
    radii = {each.row.pk: 10 + 4 * each.row.weight for each in found.people}
    names = {each.row.pk: each.row.public_id for each in found.people}
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "nodes": [
            {
                **line,
                "x": x,
                "y": y,
                "r": radii[each.row.pk],
                "handle": round((radii[each.row.pk] + 14) * 0.7),
                "short": _short(each.name),
            }
            for each, line in zip(found.people, lines, strict=True)
            for x, y in [places[each.row.pk]]
        ],
        "chiefs": [
            _segment(names[chief], names[key], places[chief], places[key], 0)
            for key, chief in chiefs.items()
            if chief is not None and chief in places
        ],
        "sways": [
            {
                **_segment(
                    names[edge.source_id],
                    names[edge.target_id],
                    places[edge.source_id],
                    places[edge.target_id],
                    radii[edge.target_id],
                ),
                "force": "strong" if edge.strength >= 1 else "plain" if edge.strength >= 0.5 else "weak",
            }
            for edge in found.edges
            if edge.source_id in places and edge.target_id in places
        ],
    }


def _segment(
    source: str, target: str, start: tuple[int, int], end: tuple[int, int], radius: int
) -> Mapping[str, object]:
    # An influence is drawn as a bow, so that one each way shows twice; its arrow stops at the circle. The script bends
    # and stops it alike.
    bent_x = (start[0] + end[0]) / 2 + (end[1] - start[1]) / 6
    bent_y = (start[1] + end[1]) / 2 - (end[0] - start[0]) / 6
    far = hypot(end[0] - bent_x, end[1] - bent_y) or 1
    tip_x = end[0] - (end[0] - bent_x) * (radius + _GAP) / far
    tip_y = end[1] - (end[1] - bent_y) * (radius + _GAP) / far
    return {
        "source": source,
        "target": target,
        "straight": f"M{start[0]} {start[1]}L{end[0]} {end[1]}",
        "bow": f"M{start[0]} {start[1]}Q{bent_x:.1f} {bent_y:.1f} {tip_x:.1f} {tip_y:.1f}",
    }


def _short(name: str) -> str:
    return name if len(name) <= _NAME_MAX else f"{name[: _NAME_MAX - 1].rstrip()}…"
