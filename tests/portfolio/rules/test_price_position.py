"""Where a customer's prices stand."""

from __future__ import annotations

from decimal import Decimal

import pytest

from negoce.kit.worked import CannotWork
from negoce.portfolio.rules.price_position import PricePosition, price_position


@pytest.mark.parametrize(
    ("paid", "at_base", "percent", "given"),
    [
        ("938.00", "1000.00", "-6.2", "62.00"),
        ("1000.00", "1000.00", "0.0", "0"),
        ("1050.50", "1000.00", "5.1", "0"),
    ],
)
def test_position_and_what_was_given(paid: str, at_base: str, percent: str, given: str) -> None:
    worked = price_position(paid=Decimal(paid), at_base=Decimal(at_base))
    assert worked.value == PricePosition(Decimal(percent), Decimal(given))
    assert [step.code for step in worked.steps] == [
        "prices.position",
        *(["prices.given"] if Decimal(given) else []),
    ]


def test_nothing_with_a_base_price_has_no_position() -> None:
    with pytest.raises(CannotWork, match=r"prices\.no_base"):
        price_position(paid=Decimal(10), at_base=Decimal(0))
