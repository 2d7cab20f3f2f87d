"""R-M2: our part of what they buy."""

from __future__ import annotations

from decimal import Decimal as D

import pytest

from negoce.kit.worked import CannotWork
from negoce.portfolio.rules.wallet import Wallet, wallet


def test_the_worked_example() -> None:
    worked = wallet(sales=D(36_000), purchases=D(120_000), accessible=D(70))
    assert worked.value == Wallet(D("30.00"), D("48000.00"))
    assert [step.code for step in worked.steps] == ["wallet.share", "wallet.potential"]


def test_without_an_accessible_part_only_the_share_is_known() -> None:
    assert wallet(sales=D(1), purchases=D(3)).value == Wallet(D("33.33"), None)


def test_more_sold_than_is_accessible_leaves_nothing() -> None:
    assert wallet(sales=D(90), purchases=D(100), accessible=D(50)).value == Wallet(D("90.00"), D(0))


@pytest.mark.parametrize(
    ("purchases", "accessible", "code"),
    [
        (D(0), None, "wallet.no_purchases"),
        (D(-5), None, "wallet.no_purchases"),
        (D(10), D(101), "wallet.accessible_out_of_range"),
        (D(10), D(-1), "wallet.accessible_out_of_range"),
    ],
)
def test_what_makes_no_sense_is_refused(purchases: D, accessible: D | None, code: str) -> None:
    with pytest.raises(CannotWork) as refusal:
        wallet(sales=D(1), purchases=purchases, accessible=accessible)
    assert refusal.value.finding.code == code
