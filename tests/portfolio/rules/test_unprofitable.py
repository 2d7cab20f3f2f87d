"""What to do about a customer who costs more than they bring (S2)."""

from __future__ import annotations

from decimal import Decimal as D

import pytest

from negoce.portfolio.enums import Remedy
from negoce.portfolio.rules.unprofitable import Served, unprofitable


def served(revenue: int, margin: int, cost: int, cheap: int) -> Served:
    return Served(D(revenue), D(margin), D(cost), D(cheap))


@pytest.mark.parametrize("margin", [100, 900])
def test_who_pays_for_the_service_is_left_alone(margin: int) -> None:
    assert unprofitable(served(1_000, margin, 100, 10), usual_margin=D(30)) is None


@pytest.mark.parametrize(
    ("customer", "usual", "remedy", "code"),
    [
        # Goods of 900 at 30 % sell for 1,285.71: 285.71 more than today, and 100 are missing.
        (served(1_000, 100, 200, 200), D(30), Remedy.REPRICE, "unprofitable.reprice"),
        # At the usual margin already: prices are not the cause.
        (served(1_000, 300, 400, 40), D(30), Remedy.SERVE_CHEAPER, "unprofitable.cheaper"),
        # Without a usual margin nothing is said of prices.
        (served(1_000, 100, 200, 50), None, Remedy.SERVE_CHEAPER, "unprofitable.cheaper"),
        # 285.71 of prices and 200 of visits together make up for 400.
        (served(1_000, 100, 500, 300), D(30), Remedy.SERVE_CHEAPER, "unprofitable.both"),
        (served(1_000, 100, 900, 700), D(30), Remedy.LET_GO, "unprofitable.let_go"),
        # Nothing sold in twelve months: no price helps.
        (served(0, 0, 90, 90), D(30), Remedy.LET_GO, "unprofitable.let_go"),
        (served(-500, -100, 90, 0), D(30), Remedy.LET_GO, "unprofitable.let_go"),
    ],
)
def test_the_proposal(customer: Served, usual: D | None, remedy: Remedy, code: str) -> None:
    found = unprofitable(customer, usual_margin=usual)
    assert found is not None
    assert (found.remedy, found.reason.code) == (remedy, code)
    assert found.loss == customer.cost - customer.margin


def test_the_rise_of_prices_is_enough() -> None:
    found = unprofitable(served(900, 100, 200, 200), usual_margin=D(30))
    assert found is not None
    # 100 ÷ 900 is 11.11 %: 11.1 % would leave a loss.
    assert found.reason.figures["rise"] == D("11.2")
