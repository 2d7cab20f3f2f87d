"""What is read of a snapshot: the worked examples of the reference, from what the night wrote."""

from __future__ import annotations

from decimal import Decimal

from negoce.portfolio.enums import LifeStatus
from negoce.portfolio.rules.moves import MoveKind, moves
from negoce.portfolio.rules.portrait import Conversion, Portrait
from negoce.portfolio.rules.thresholds import Thresholds
from tests.factories.portfolio import snapshot_content


def portrait(**changes: object) -> Portrait:
    return Portrait(snapshot_content(**changes), "12")


def test_heads_rates_and_how_long_customers_stay() -> None:
    found = portrait()
    rates = found.attrition().value
    assert (rates.attrition, rates.end) == (Decimal("7.50"), 332)
    assert found.lifetime_months() == Decimal("159.96")
    assert found.attrition(past=True).value.attrition == Decimal("9.00")


def test_the_balance_of_the_reference() -> None:
    found = portrait()
    cover = found.backward().value
    assert (cover.incoming, cover.leaving, cover.cover) == (
        Decimal(93_000),
        Decimal(96_000),
        Decimal("96.88"),
    )
    needed = found.needed().value
    # 81,000 ÷ 2,600 = 32 new customers; 8 of 100 hot prospects bought: 400 prospects.
    assert (needed.customers, needed.prospects) == (32, 400)
    assert found.conversion() == Conversion(100, 8, Decimal("8.00"))


def test_what_is_at_risk_follows_what_each_status_lost() -> None:
    found = portrait()
    assert found.loss_rates()[LifeStatus.REGULAR] == Decimal(20) / 300
    # 700,000 × 20 ÷ 300 + 37,000 × 4 ÷ 20; new customers lost nobody.
    assert found.at_risk() == Decimal("54066.67")
    assert found.forward().value.cover == Decimal("16.65")


def test_nothing_is_known_of_an_empty_portfolio() -> None:
    empty = {"statuses": {}, "periods": {}, "first_years": {"number": 0, "cents": 0}, "concentration": None}
    found = portrait(**empty, rfm=[], cohorts=[], deals={"number": 0, "expected_cents": 0}, companies=0)
    assert not found.has_orders
    assert found.attrition().worked is None
    assert found.backward().value.cover is None
    assert (found.lifetime_months(), found.mean_new(), found.value(), found.yearly_margin()) == (None,) * 4
    assert moves(found, Thresholds()) == ()


def test_the_best_moves_first() -> None:
    found = moves(portrait(), Thresholds())
    assert [(move.kind, move.number, move.worth) for move in found] == [
        (MoveKind.RECALL, 48, Decimal(112_000)),
        (MoveKind.WIN, 18, Decimal("45066.67")),
        (MoveKind.CLOSE, 3, Decimal(9_000)),
    ]
    assert found[0].is_margin


def test_a_customer_too_large_is_to_be_protected() -> None:
    place = {**snapshot_content()["concentration"], "largest_ones": [[1, 50_000_00], [2, 20_000_00]]}
    found = {move.kind: move for move in moves(portrait(concentration=place), Thresholds())}
    assert (found[MoveKind.PROTECT].number, found[MoveKind.PROTECT].worth) == (1, Decimal(50_000))
