"""Shares with their interval, pace."""

from __future__ import annotations

from decimal import Decimal

import pytest

from negoce.prospecting.rules.call_figures import Share, pace, share

D = Decimal


@pytest.mark.parametrize(
    ("count", "total", "percent", "low", "high"),
    [
        # Wilson, 95 %: the values of the textbooks (statsmodels proportion_confint, method="wilson").
        (10, 100, "10.0", "5.5", "17.4"),
        (5, 10, "50.0", "23.7", "76.3"),
        (0, 10, "0.0", "0.0", "27.8"),
        (10, 10, "100.0", "72.2", "100.0"),
        (1, 1, "100.0", "20.7", "100.0"),
    ],
)
def test_a_share_says_how_sure_it_is(count: int, total: int, percent: str, low: str, high: str) -> None:
    assert share(count, total) == Share(count, total, D(percent), D(low), D(high))


def test_nothing_to_count_from_has_no_figure() -> None:
    assert share(0, 0) == Share(0, 0, None, None, None)
    with pytest.raises(ValueError, match="between"):
        share(3, 2)


def test_pace_counts_the_time_spent_calling() -> None:
    assert [pace(12, 3600), pace(5, 1000), pace(1, 59), pace(0, 3600)] == [
        D("12.0"),
        D("18.0"),
        None,
        D("0.0"),
    ]
