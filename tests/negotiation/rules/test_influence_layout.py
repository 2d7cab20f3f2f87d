"""Places on the drawing: under one's chief, inside, never two at one place."""

from __future__ import annotations

import pytest

from negoce.negotiation.rules.influence_layout import HEIGHT, WIDTH, default_places, kept_inside


def test_each_stands_under_who_they_report_to() -> None:
    assert default_places({1: None, 2: 1, 3: 1, 4: 3}) == {
        1: (500, 70),
        2: (250, 280),
        3: (750, 280),
        4: (500, 490),
    }


@pytest.mark.parametrize("chiefs", [{}, {1: 9}, {1: 2, 2: 1}, dict.fromkeys(range(60))])
def test_everybody_has_a_place_of_their_own(chiefs: dict[int, int | None]) -> None:
    places = default_places(chiefs)
    assert places.keys() == chiefs.keys()
    assert len(set(places.values())) == len(chiefs)


@pytest.mark.parametrize(
    ("put", "kept"), [((10, 20), (10, 20)), ((-5, 9_000), (0, HEIGHT)), ((9_000, -1), (WIDTH, 0))]
)
def test_nobody_leaves_the_drawing(put: tuple[int, int], kept: tuple[int, int]) -> None:
    assert kept_inside(*put) == kept
