"""What was given and got, and what giving does to the margin."""

from __future__ import annotations

from decimal import Decimal

from negoce.negotiation.enums import ConcessionState
from negoce.negotiation.rules.concession_balance import (
    Exchange,
    MarginEffect,
    balance,
    left_to_bear,
    margin_effect,
)

S = ConcessionState
EXCHANGES = [
    Exchange(S.ACCEPTED, Decimal(1440), Decimal(5200), has_counterpart=True),
    Exchange(S.ACCEPTED, Decimal(900), None, has_counterpart=True, is_quoted=True),
    Exchange(S.ACCEPTED, Decimal(100), None, has_counterpart=False),
    Exchange(S.PROPOSED, Decimal(236), Decimal(1470), has_counterpart=True),
    Exchange(S.REFUSED, Decimal(5000), Decimal(9000), has_counterpart=True),
]


def test_the_balance_counts_what_was_accepted_alone():
    found = balance(EXCHANGES)
    assert (found.given, found.got, found.unvalued, found.net) == (2440, 5200, 1, 2760)


def test_what_the_quote_bears_or_was_refused_weighs_no_more():
    assert left_to_bear(EXCHANGES) == 1776


def test_the_margin_after_what_is_given():
    effect = margin_effect(Decimal(10_000), Decimal(3_000), Decimal(500))
    assert effect == MarginEffect(Decimal(500), Decimal(30), Decimal(25), Decimal(20))


def test_no_volume_makes_up_for_the_whole_margin_and_a_price_of_nothing_has_no_rate():
    effect = margin_effect(Decimal(10_000), Decimal(3_000), Decimal(3_000))
    assert effect is not None
    assert (effect.after, effect.extra_volume) == (0, None)
    assert margin_effect(Decimal(0), Decimal(0), Decimal(5)) is None
