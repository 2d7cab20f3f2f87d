"""What a salesperson thinks of a deal."""

from __future__ import annotations

import pytest

from negoce.negotiation.rules.win_estimate import large_gap, read_chance


@pytest.mark.parametrize(
    ("typed", "value"),
    [("60", 60), (" 60 % ", 60), ("0", 0), ("100", 100), ("101", None), ("-5", None), ("", None), ("6,5", None),
     ("soixante", None), ("٦٠", None), ("0000", None)],
)  # fmt: skip
def test_a_chance_is_a_whole_percentage(typed: str, value: int | None) -> None:
    assert read_chance(typed) == value


@pytest.mark.parametrize(
    ("own", "learned", "gap"),
    [(80, 45.2, 35), (30, 55.0, -25), (60, 41.0, None), (60, 40.4, 20), (None, 40.0, None), (40, None, None)],
)
def test_a_gap_is_told_from_twenty_points_on(own: int | None, learned: float | None, gap: int | None) -> None:
    assert large_gap(own, learned) == gap
