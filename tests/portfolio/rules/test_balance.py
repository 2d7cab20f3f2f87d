"""R-F5: whether who comes makes up for who leaves."""

from __future__ import annotations

from decimal import Decimal as D

import pytest

from negoce.kit.worked import CannotWork
from negoce.portfolio.rules.balance import Cover, Heads, Needed, backward, forward, needed, weighted

EXAMPLE = Heads(start=320, new=30, reactivated=6, lost=24)


def test_the_worked_example_backward() -> None:
    worked = backward(EXAMPLE, mean_new=D(2_600), mean_reactivated=D(2_500), lost_revenue=D(96_000))
    assert worked.value == Cover(D("93000.00"), D(96_000), D("96.88"), False, 332)
    assert [each.code for each in worked.steps] == ["balance.heads", "balance.incoming", "balance.cover"]
    assert [each.code for each in worked.findings] == ["balance.not_balanced"]


def test_the_worked_example_of_what_is_needed() -> None:
    worked = needed(lost_revenue=D(96_000), reactivated_revenue=D(15_000), mean_new=D(2_600), conversion=D(8))
    assert worked.value == Needed(D(81_000), 32, 400)


def test_nothing_lost_is_balanced_without_a_rate() -> None:
    worked = backward(Heads(5, 0, 0, 0), mean_new=None, mean_reactivated=None, lost_revenue=D(0))
    assert worked.value == Cover(D("0.00"), D(0), None, True, 5)
    # Returns may leave less than nothing of the revenue of who left.
    assert backward(
        Heads(5, 0, 0, 1), mean_new=None, mean_reactivated=None, lost_revenue=D(-10)
    ).value == Cover(D("0.00"), D(0), None, True, 4)


def test_almost_balanced_is_not() -> None:
    worked = backward(
        Heads(9, 1, 0, 1), mean_new=D("99999.90"), mean_reactivated=None, lost_revenue=D(100_000)
    )
    assert (worked.value.cover, worked.value.balanced) == (D("100.00"), False)


def test_forward_compares_what_may_come_with_what_may_go() -> None:
    expected = weighted([(D(12_000), D("0.4")), (D(5_000), D("0.2")), (D(-900), D(1))])
    at_risk = weighted([(D(30_000), D("0.1")), (D(8_000), D("0.5"))])
    assert (expected, at_risk) == (D("5800.00"), D("7000.00"))
    assert forward(expected=expected, at_risk=at_risk).value == Cover(expected, at_risk, D("82.86"), False)
    assert forward(expected=D(0), at_risk=D(0)).value.balanced


def test_without_a_gap_nobody_is_needed() -> None:
    found = needed(lost_revenue=D(10), reactivated_revenue=D(20), mean_new=None, conversion=None)
    assert found.value == Needed(D(0), 0, 0)


def test_without_a_conversion_prospects_are_not_known() -> None:
    for conversion in (None, D(0)):
        found = needed(lost_revenue=D(100), reactivated_revenue=D(0), mean_new=D(60), conversion=conversion)
        assert found.value == Needed(D(100), 2, None)
        assert [each.code for each in found.findings] == ["balance.no_conversion"]


def test_what_makes_no_sense_is_refused() -> None:
    def code_of(heads: Heads, mean: D | None) -> str:
        with pytest.raises(CannotWork) as refusal:
            backward(heads, mean_new=mean, mean_reactivated=mean, lost_revenue=D(1))
        return refusal.value.finding.code

    assert code_of(Heads(1, 1, 0, 0), None) == "balance.no_mean"
    assert code_of(Heads(1, 0, 1, 0), None) == "balance.no_mean"
    assert code_of(Heads(1, 0, 0, 2), D(1)) == "balance.more_lost"
    assert code_of(Heads(-1, 0, 0, 0), D(1)) == "balance.below_zero"
    with pytest.raises(CannotWork, match=r"balance\.probability_out_of_range"):
        weighted([(D(1), D("1.1"))])
    with pytest.raises(CannotWork, match=r"balance\.no_mean"):
        needed(lost_revenue=D(1), reactivated_revenue=D(0), mean_new=D(0), conversion=D(5))
    with pytest.raises(CannotWork, match=r"balance\.conversion_out_of_range"):
        needed(lost_revenue=D(1), reactivated_revenue=D(0), mean_new=D(1), conversion=D(101))
