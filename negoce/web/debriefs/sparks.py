"""A small line of notes from 1 to 5: places on a fixed frame, the oldest on the left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from negoce.negotiation.rules.debriefs import HIGHEST, LOWEST

WIDTH, HEIGHT, EDGE = 120, 36, 4


def spark(notes: Sequence[int]) -> Mapping[str, object]:
    """The points of the line, and the last one, as attributes of SVG."""
    step = (WIDTH - 2 * EDGE) / max(len(notes) - 1, 1)
    points = [(round(EDGE + at * step, 1), _height(note)) for at, note in enumerate(notes)]
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "points": " ".join(f"{x},{y}" for x, y in points),
        # As text: a template would write the comma of the reader.
        "last": {"x": str(points[-1][0]), "y": str(points[-1][1])},
    }


def _height(note: int) -> float:
    return round(HEIGHT - EDGE - (note - LOWEST) * (HEIGHT - 2 * EDGE) / (HIGHEST - LOWEST), 1)
