"""Which objections to expect, and which answer to give first."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest

from negoce.companies.enums import PurchaseMotive
from negoce.negotiation.enums import AnswerTechnique, ObjectionNature
from negoce.negotiation.rules.objections import (
    KnownObjection,
    Reply,
    Situation,
    Told,
    expect,
    house_success,
    rank_replies,
)

PROOF, DIG = AnswerTechnique.DEMONSTRATION, AnswerTechnique.QUESTION
MONEY = PurchaseMotive.MONEY


def test_a_success_is_shrunk_towards_that_of_the_house() -> None:
    """8 of 10 and 1 of 1, house 9 of 15: (8 + 5 × 0.6) ÷ 15 = 73.3 % before (1 + 3) ÷ 6 = 66.7 %, never given 60 %."""
    replies = [Reply(1, PROOF, 1, 1), Reply(2, PROOF, 8, 10), Reply(3, DIG), Reply(4, DIG, 0, 4)]
    house = house_success(replies)
    assert (house.count, house.total) == (9, 15)
    ranked = rank_replies(replies, house)
    assert [(each.reply.key, each.counted) for each in ranked] == [
        (2, Decimal("73.3")),
        (1, Decimal("66.7")),
        (3, Decimal("60.0")),
        (4, Decimal("33.3")),
    ]
    assert ranked[2].success.percent is None


def test_what_fits_the_nature_comes_first_and_no_outcome_is_no_figure() -> None:
    replies = [Reply(1, PROOF), Reply(2, DIG)]
    house = house_success(replies)
    pretext = rank_replies(replies, house, ObjectionNature.PRETEXT)
    assert [(each.reply.key, each.counted, each.fits) for each in pretext] == [
        (2, None, True),
        (1, None, False),
    ]
    assert [each.reply.key for each in rank_replies(replies, house)] == [1, 2]


@pytest.mark.parametrize(
    ("known", "situation", "expected"),
    [
        # Nothing ties it to the deal.
        (KnownObjection(1), Situation(), []),
        (KnownObjection(1), Situation(told={1: Told(house=1)}), []),
        (KnownObjection(1), Situation(told={1: Told(house=2)}), ["house"]),
        (KnownObjection(1), Situation(told={1: Told(1, 2, 3)}), ["customer", "in_sector", "house"]),
        (KnownObjection(1, motives=frozenset({MONEY})), Situation(motives={MONEY: 2}), ["motive"]),
        (KnownObjection(1, product=7), Situation(products=frozenset({7})), ["product"]),
        # Of a product that is not offered, of another sector: only by hand, or when it stays.
        (KnownObjection(1, product=7), Situation(told={1: Told(1, 1, 9)}), []),
        (KnownObjection(1, product=7), Situation(chosen=frozenset({1})), ["chosen"]),
        (KnownObjection(1, product=7), Situation(staying=frozenset({1})), ["stays"]),
        (KnownObjection(1, sector="47"), Situation(sector="10", told={1: Told(house=9)}), []),
        (KnownObjection(1, sector="47"), Situation(sector="47"), ["of_sector"]),
        # Set aside or overcome here: no more, but for who chose it.
        (KnownObjection(1), Situation(set_aside=frozenset({1}), told={1: Told(1)}), []),
        (KnownObjection(1), Situation(overcome=frozenset({1}), told={1: Told(1)}), []),
        (
            KnownObjection(1),
            Situation(overcome=frozenset({1}), chosen=frozenset({1}), told={1: Told(1)}),
            ["chosen", "customer"],
        ),
    ],
)
def test_why_an_objection_is_expected(
    known: KnownObjection, situation: Situation, expected: Sequence[str]
) -> None:
    found = expect([known], situation)
    codes = [reason.code.removeprefix("objection.") for each in found for reason in each.reasons]
    assert codes == expected


def test_the_likeliest_first_and_what_was_chosen_is_never_cut() -> None:
    known = [KnownObjection(key) for key in range(1, 6)]
    told = {1: Told(sector=1, house=1), 2: Told(customer=1), 3: Told(sector=4, house=4), 5: Told(house=3)}
    situation = Situation(told=told, chosen=frozenset({4}))
    assert [each.key for each in expect(known, situation)] == [4, 2, 3, 1, 5]
    assert [each.key for each in expect(known, situation, most=2)] == [4, 2]
    chosen = Situation(chosen=frozenset({1, 2, 3}))
    assert [each.key for each in expect(known, chosen, most=1)] == [1, 2, 3]
