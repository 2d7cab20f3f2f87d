"""The five signals of the market (P1)."""

from __future__ import annotations

from decimal import Decimal as D
from typing import Any

from negoce.portfolio.rules.prospecting_market import (
    CompanySignals,
    SignalThresholds,
    fold_signals,
    market_signals,
    thresholds_of,
)
from negoce.portfolio.rules.prospecting_signals import SignalKind

LIMITS = SignalThresholds()
ROWS = [
    (
        1,
        CompanySignals(
            cents=(90_00, 100_00, 100_00),
            purchases_cents=100_00,
            competitor_now=True,
            competitors=frozenset({7, 8}),
        ),
    ),
    (2, CompanySignals(cents=(91_00, 100_00, 0), bought_new=True)),
    (3, CompanySignals(cents=(0, 50_00, 60_00), practice_changed=True, competitors=frozenset({8}))),
    (4, CompanySignals(cents=(300_00, 300_00, 300_00), purchases_cents=400_00)),
    (5, CompanySignals(competitor_before=True, practice_changed_before=True)),
]


def content(**changes: Any) -> dict[str, Any]:
    return {**fold_signals(ROWS, LIMITS, ["NEW-1"]), **changes}


def test_revenue_that_fell_by_a_tenth_is_falling_and_by_less_is_not() -> None:
    found = content()["downturn"]
    assert found == {"customers": 4, "falling": 2, "largest": [3, 1], "past_customers": 3, "past_falling": 1}


def test_a_large_flat_share_needs_both() -> None:
    # The first fell too much to be flat, the fourth has 75 % of what it buys.
    assert content()["flat"] == {"customers": 1, "cents": 300_00, "known": 2, "largest": [4]}


def test_competitors_are_named_by_how_many_met_them() -> None:
    assert content()["competitors"]["named"] == [[8, 2], [7, 1]]


def test_each_signal_holds_from_its_threshold() -> None:
    found = {each.kind: each for each in market_signals(content(), (), LIMITS)}
    assert {kind: each.holds for kind, each in found.items()} == {
        SignalKind.DOWNTURN: True,
        SignalKind.FLAT_SHARE: True,
        SignalKind.COMPETITORS: False,
        SignalKind.TECHNOLOGY: False,
        SignalKind.PRODUCTION: False,
    }
    assert found[SignalKind.DOWNTURN].figures["percent"] == D("50.0")
    assert found[SignalKind.DOWNTURN].figures["before"] == D("33.3")
    assert found[SignalKind.FLAT_SHARE].figures["percent"] == D("62.4")
    assert found[SignalKind.PRODUCTION].figures["percent"] == D("33.3")


def test_competitors_hold_when_there_are_enough_and_more_than_before() -> None:
    def holds(now: int, before: int) -> bool:
        given = content(competitors={"now": now, "before": before, "largest": []})
        return {each.kind: each.holds for each in market_signals(given, (), LIMITS)}[SignalKind.COMPETITORS]

    assert [holds(3, 2), holds(3, 3), holds(2, 0)] == [True, False, False]


def test_a_declaration_makes_its_signal_hold_and_no_other() -> None:
    empty = fold_signals([], LIMITS, [])
    found = market_signals(empty, {"technology", "production"}, LIMITS)
    assert [each.kind for each in found if each.holds] == [SignalKind.TECHNOLOGY, SignalKind.PRODUCTION]
    assert "percent" not in found[0].figures


def test_thresholds_take_what_a_team_set() -> None:
    assert thresholds_of({"signal_competitors": D(9), "contact_cost": D(1)}).signal_competitors == D(9)
