"""The effect against companies alike, and by what two companies are alike."""

from __future__ import annotations

from datetime import date
from decimal import Decimal as D

import pytest

from negoce.automation.rules.effect import EffectVerdict, Outcome
from negoce.automation.rules.likeness import Bought, likeness
from negoce.automation.rules.matched_effect import matched_effect

DAY = date(2026, 6, 1)


def some(number: int, *orders: int) -> list[Outcome]:
    each = [orders[place % len(orders)] for place in range(number)]
    return [Outcome(count, count * 10_000, None) for count in each]


def test_groups_are_compared_with_their_own_and_weighed_by_the_treated() -> None:
    """Large customers order more by themselves: pooled, the offer would seem to bring more than one order."""
    treated = {"large": some(40, 4, 6), "small": some(20, 1, 3)}
    control = {"large": some(20, 3, 5), "small": some(60, 0, 2)}
    found = matched_effect(treated, control)
    assert (found.effect.treated, found.effect.control, found.left_out) == (60, 80, 0)
    assert found.effect.orders is not None
    assert (found.effect.orders.treated, found.effect.orders.control, found.effect.orders.more) == (
        D("4.00"), D("3.00"), D("1.00"),
    )  # fmt: skip
    assert found.effect.verdict is EffectVerdict.MORE
    assert found.effect.net is not None
    assert found.effect.net.more == D("100.00")
    # No margin is known.
    assert found.effect.margin is None


def test_the_interval_adds_up_the_variances_within_groups() -> None:
    found = matched_effect({"a": some(30, 0, 2)}, {"a": some(30, 0, 2)}).effect.orders
    assert found is not None
    # Variance 30/29 on each side of 30: 1.96 × √(2 × 1/29) = 0.51.
    assert (found.more, found.low, found.high) == (D("0.00"), D("-0.51"), D("0.51"))
    assert found.verdict is EffectVerdict.UNCLEAR


def test_who_has_nobody_alike_is_left_out_and_said() -> None:
    treated, control = {"a": some(30, 1), "b": some(5, 9)}, {"a": some(30, 1), "b": some(1, 0)}
    found = matched_effect(treated, control)
    assert (found.effect.treated, found.left_out) == (30, 5)
    assert matched_effect({"a": some(29, 1)}, control).effect.verdict is EffectVerdict.NOT_ENOUGH
    assert matched_effect({}, {}).effect.treated == 0


@pytest.mark.parametrize(
    ("orders", "group"),
    [
        ([], ("dormant", 4, 0)),
        ([Bought(date(2026, 5, 31), 60_000, True)], ("dormant", 0, 2)),
        ([Bought(date(2026, 6, 1), 60_000, True)], ("dormant", 4, 0)),
        ([Bought(date(2026, 2, 1), 10_000, True)], ("dormant", 1, 1)),
        ([Bought(date(2025, 10, 1), 2_000_000, True)], ("dormant", 2, 4)),
        ([Bought(date(2024, 10, 1), 2_000_000, True)], ("dormant", 3, 0)),
        (
            [Bought(date(2026, 5, 1), 10_000, True), Bought(date(2026, 5, 2), -20_000, False)],
            ("dormant", 0, 0),
        ),
    ],
)
def test_companies_are_alike_by_what_they_did_before(
    orders: list[Bought], group: tuple[str, int, int]
) -> None:
    assert likeness("dormant", orders, DAY) == group
