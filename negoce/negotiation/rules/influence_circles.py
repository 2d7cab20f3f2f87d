"""People who sway one another in a circle, told and not refused: R-S1 never chains weights. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from negoce.negotiation.rules.influence import Edge


def circles_of(edges: Sequence[Edge]) -> list[list[int]]:
    """Each set of people of whom everybody sways everybody else in the end, two at least; in the order of the edges."""
    towards: dict[int, list[int]] = {}
    for edge in edges:
        towards.setdefault(edge.source, []).append(edge.target)
    reached = {key: _reached(key, towards) for key in towards}
    found: list[list[int]] = []
    placed: set[int] = set()
    for key in towards:
        if key in placed:
            continue
        circle = [other for other in reached if other in reached[key] and key in reached[other]]
        if len(circle) > 1:
            found.append(circle)
            placed.update(circle)
    return found


def _reached(start: int, towards: Mapping[int, Collection[int]]) -> set[int]:
    seen: set[int] = set()
    waiting = list(towards.get(start, ()))
    while waiting:
        at = waiting.pop()
        if at not in seen:
            seen.add(at)
            waiting.extend(towards.get(at, ()))
    return seen
