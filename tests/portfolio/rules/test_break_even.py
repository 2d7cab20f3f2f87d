"""The order by which a new customer has paid for their acquisition (S2)."""

from __future__ import annotations

from decimal import Decimal as D

import pytest

from negoce.kit.worked import CannotWork
from negoce.portfolio.rules.break_even import break_even


@pytest.mark.parametrize(
    ("cost", "margins", "order"),
    [
        (D(700), [D(260), D(310), D(280), D(300)], 3),
        (D(570), [D(260), D(310)], 2),  # reached exactly
        (D(0), [D(5)], 1),
        (D(10), [D(-5), D(20)], 2),  # the first order loses
    ],
)
def test_the_first_order_that_reaches_the_cost(cost: D, margins: list[D | None], order: int) -> None:
    worked = break_even(acquisition_cost=cost, margins=margins)
    assert (worked.value.order, worked.value.left) == (order, 0)
    assert worked.findings == ()


def test_nothing_is_guessed_beyond_what_is_known() -> None:
    worked = break_even(acquisition_cost=D(700), margins=[D(260), D(310), None, D(900)])
    assert (worked.value.order, worked.value.cumulated, worked.value.left) == (None, (D(260), D(570)), D(130))
    assert [each.code for each in worked.findings] == ["break_even.not_reached"]


@pytest.mark.parametrize(
    ("cost", "margins", "code"),
    [
        (D(5), [], "break_even.no_margin"),
        (D(5), [None, D(9)], "break_even.no_margin"),
        (D(-5), [D(9)], "break_even.cost_below_zero"),
    ],
)
def test_what_makes_no_sense_is_refused(cost: D, margins: list[D | None], code: str) -> None:
    with pytest.raises(CannotWork) as refusal:
        break_even(acquisition_cost=cost, margins=margins)
    assert refusal.value.finding.code == code
