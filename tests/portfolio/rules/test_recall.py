"""R-P7: which old customers are worth a call."""

from __future__ import annotations

from decimal import Decimal as D

import pytest

from negoce.kit.worked import CannotWork
from negoce.portfolio.rules.recall import Recall, recall, recall_order


def test_the_worked_example() -> None:
    worked = recall(probability=D("0.2"), margin=D("3400.00"), cost=D("45.00"))
    assert worked.value == Recall(D("635.00"), True)


@pytest.mark.parametrize(
    ("margin", "value"), [(D(225), D("0.00")), (D(100), D("-25.00")), (D(-10), D("-47.00"))]
)
def test_what_is_not_above_zero_is_not_called(margin: D, value: D) -> None:
    worked = recall(probability=D("0.2"), margin=margin, cost=D(45))
    assert worked.value == Recall(value, False)
    assert [each.code for each in worked.findings] == ["recall.not_worth_it"]


def test_the_best_are_called_first_and_the_rest_left_out() -> None:
    assert recall_order([D(10), D(635), D(0), D(-4), D(635), D(70)]) == (1, 4, 5, 0)
    assert recall_order([]) == ()


@pytest.mark.parametrize(
    ("probability", "margin", "cost", "code"),
    [
        (D("1.01"), D(1), D(1), "recall.probability_out_of_range"),
        (D(-1), D(1), D(1), "recall.probability_out_of_range"),
        (D(1), D(1), D(-1), "recall.cost_below_zero"),
        (D(1), None, D(1), "recall.no_margin"),
    ],
)
def test_what_makes_no_sense_is_refused(probability: D, margin: D | None, cost: D, code: str) -> None:
    with pytest.raises(CannotWork) as refusal:
        recall(probability=probability, margin=margin, cost=cost)
    assert refusal.value.finding.code == code
