"""Hours are ranked by smoothed rates, once there are enough calls."""

from __future__ import annotations

from decimal import Decimal

from negoce.prospecting.rules.best_hours import best_hours, rates_now


def test_few_calls_rank_nothing() -> None:
    found = best_hours({(0, 9): (30, 20), (0, 10): (30, 5)})
    assert (found.calls, found.is_enough, list(found.best)) == (60, False, [])
    assert best_hours({}).percent is None


def test_rates_are_drawn_towards_the_common_one() -> None:
    # 40 reached of 120 in all: 33.3 %. Monday 9 h: (24 + 20/3) / (60 + 20) = 38.3 %; 14 h: (16 + 20/3) / 80 = 28.3 %.
    found = best_hours({(0, 9): (60, 24), (0, 14): (60, 16)})
    assert found.percent == Decimal("33.3")
    assert [(each.hour, each.percent) for each in found.best] == [(9, Decimal("38.3")), (14, Decimal("28.3"))]


def test_an_hour_called_once_does_not_lead() -> None:
    found = best_hours({(0, 9): (100, 30), (4, 17): (1, 1)})
    assert [(each.weekday, each.hour) for each in found.best] == [(0, 9)]
    assert found.is_enough is True
    alone = found.of(4, 17)
    assert alone is not None
    assert (alone.is_known, alone.calls) == (False, 1)
    assert found.of(5, 8) is None


def test_each_trade_is_drawn_towards_all_of_them_at_one_hour() -> None:
    # 40 reached of 120: the common rate is a third. Trade 10: (24 + 20/3) / 80 = 38.3 %; 47 has too few calls.
    found = rates_now({"10": (60, 24), "": (52, 12), "47": (8, 4)})
    assert {trade: round(rate, 1) for trade, rate in found.items()} == {
        "": Decimal("33.3"),
        "10": Decimal("38.3"),
    }
    assert rates_now({}) == {"": Decimal(0)}
