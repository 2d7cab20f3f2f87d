"""What a playbook brought against the companies that did not receive it."""

from __future__ import annotations

from decimal import Decimal as D

import pytest

from negoce.automation.rules.effect import EffectVerdict, Outcome, effect


def outcomes(*orders: int, margin: int | None = 1000) -> list[Outcome]:
    """Each order of 50 €, of which `margin` cents."""
    return [Outcome(each, each * 5000, None if margin is None else each * margin) for each in orders]


def test_an_effect_worked_by_hand() -> None:
    # Means 3 and 2, variances 2.5 and 2.5 of 5 each: standard error 1, 8 degrees of freedom, t = 2.306.
    found = effect(outcomes(1, 2, 3, 4, 5), outcomes(0, 1, 2, 3, 4), minimum=5)
    assert found.orders is not None
    assert (found.orders.treated, found.orders.control, found.orders.more) == (
        D("3.00"),
        D("2.00"),
        D("1.00"),
    )
    assert found.orders.low == pytest.approx(D("-1.31"), abs=D("0.01"))
    assert found.orders.high == pytest.approx(D("3.31"), abs=D("0.01"))
    assert found.verdict is EffectVerdict.UNCLEAR
    assert found.net is not None
    assert found.margin is not None
    assert (found.net.more, found.margin.more) == (D("50.00"), D("10.00"))


def test_a_clear_difference_has_its_sign() -> None:
    many, few = outcomes(*([3, 4] * 20)), outcomes(*([0, 1] * 20))
    assert effect(many, few).verdict is EffectVerdict.MORE
    assert effect(few, many).verdict is EffectVerdict.LESS


def test_too_few_say_nothing() -> None:
    found = effect(outcomes(*([1] * 200)), outcomes(*([0] * 29)))
    assert (found.verdict, found.orders, found.treated, found.control) == (
        EffectVerdict.NOT_ENOUGH,
        None,
        200,
        29,
    )
    assert effect([], []).verdict is EffectVerdict.NOT_ENOUGH


def test_companies_that_all_did_the_same_have_no_interval_to_speak_of() -> None:
    found = effect(outcomes(*([2] * 40)), outcomes(*([1] * 40)))
    assert found.orders is not None
    assert (found.orders.low, found.orders.high, found.verdict) == (D("1.00"), D("1.00"), EffectVerdict.MORE)


def test_an_unknown_margin_leaves_the_margin_alone() -> None:
    found = effect(outcomes(*([2] * 40), margin=None), outcomes(*([1] * 40)))
    assert found.orders is not None
    assert found.margin is None
