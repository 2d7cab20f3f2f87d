"""The reasons to prospect that a portfolio gives: when each holds, and when nothing can be said."""

from __future__ import annotations

from decimal import Decimal as D
from typing import Any

import pytest

from negoce.portfolio.rules.prospecting_signals import Signal, SignalKind, prospecting_signals

HEADS = {"started": 320, "aged": 300, "lost": 24, "new": 30, "back": 6}
EUROS = {"lost_cents": 58_000_00, "new_cents": 30_000_00, "back_cents": 12_000_00}


def content(*, top: int = 62, customers: int = 40, **heads: int) -> dict[str, Any]:
    """A snapshot: what the five largest make of 100, and the heads and euros of six months and of the year."""
    row = {**HEADS, **EUROS, **heads}
    span = {"start": "2026-05-22", "heads": row, "past_heads": row, "by": {}, "flows": []}
    return {
        "statuses": {},
        "periods": {"6": span, "12": span},
        "first_years": {"number": 0, "cents": 0},
        "concentration": {"customers": customers, "whole": 100_00, "top": top * 100},
        "deals": {"number": 0, "expected_cents": 0},
    }


def found(given: dict[str, Any]) -> dict[SignalKind, Signal]:
    return {signal.kind: signal for signal in prospecting_signals(given)}


def test_each_signal_says_its_figures_those_that_hold_first() -> None:
    signals = prospecting_signals(content())
    assert [(each.kind.value, each.holds) for each in signals] == [
        ("dependence", True),
        ("balance", True),
        ("attrition", False),
    ]
    assert [dict(each.figures) for each in signals] == [
        {"percent": D("62.0"), "most": D(50)},
        {"incoming": D("42000.00"), "leaving": D(58_000), "months": 6},
        {"percent": D("7.50"), "lost": 24, "came": 36},
    ]


@pytest.mark.parametrize(("top", "holds"), [(49, False), (50, True), (100, True)])
def test_a_few_customers_weigh_too_much_from_a_half_on(top: int, holds: bool) -> None:
    assert found(content(top=top))[SignalKind.DEPENDENCE].holds is holds


def test_five_customers_of_five_say_nothing() -> None:
    assert SignalKind.DEPENDENCE not in found(content(top=100, customers=5))


def test_what_came_makes_up_for_what_left() -> None:
    assert not found(content(lost_cents=20_000_00))[SignalKind.BALANCE].holds


def test_more_were_lost_than_came() -> None:
    assert found(content(lost=37))[SignalKind.ATTRITION].holds


def test_an_empty_portfolio_has_no_signal() -> None:
    empty = {**content(), "periods": {}, "concentration": None}
    assert prospecting_signals(empty) == []
