"""R-F8: scores by recency, frequency and money."""

from __future__ import annotations

from decimal import Decimal as D

from hypothesis import given
from hypothesis import strategies as st

from negoce.portfolio.rules.rfm import Purchases, rfm, scores

EXAMPLE = [
    Purchases(5, 10, D(9_000)),
    Purchases(40, 3, D(2_500)),
    Purchases(12, 6, D(7_000)),
    Purchases(90, 3, D(4_000)),
    Purchases(200, 1, D(300)),
]


def test_the_worked_example() -> None:
    found = rfm(EXAMPLE)
    assert [each.recency for each in found] == [5, 3, 4, 2, 1]
    assert [each.frequency for each in found] == [5, 3, 4, 3, 1]
    assert [each.money for each in found] == [5, 2, 4, 3, 1]
    assert found[1].segment == "332"


def test_who_never_ordered_is_last() -> None:
    found = rfm([Purchases(None, 0, D(0)), Purchases(9_000, 1, D(5))])
    assert [each.segment for each in found] == ["333", "555"]


def test_nobody_has_no_score_and_one_alone_is_the_best() -> None:
    assert rfm([]) == ()
    assert rfm([Purchases(0, 0, D(-3))])[0].segment == "555"


@given(st.lists(st.integers(-50, 50), min_size=1, max_size=60))
def test_scores_follow_the_values(values: list[int]) -> None:
    found = scores([D(each) for each in values])
    assert max(found) == 5
    assert min(found) >= 1
    for value, score in zip(values, found, strict=True):
        rank = 1 + sum(other > value for other in values)
        assert score == 5 - 5 * (rank - 1) // len(values)
