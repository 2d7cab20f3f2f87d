"""A drawing that ends the process which prints it is refused by one that may die of it."""

from __future__ import annotations

import pytest

from negoce.files.reading.picture_trial import read_drawable

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><rect {}/></svg>'


def refusal(drawing: str) -> str | None:
    finding = read_drawable(SVG.format(drawing).encode()).finding
    return finding.code if finding is not None else None


@pytest.mark.parametrize(
    "drawing",
    [
        'width="1e38" height="1e38"',
        'width="1e37" height="1e37"',
        'width="999999" height="999999" transform="skewX(90) skewY(90)"',
    ],
)
def test_what_ends_the_process_that_draws_it_is_refused(drawing: str) -> None:
    assert refusal(drawing) == "picture.not_drawn"


def test_an_ordinary_drawing_is_kept() -> None:
    assert refusal('width="5" height="5" stroke="red"') is None
