"""Which argument is advised first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

import pytest

from negoce.companies.enums import PurchaseMotive
from negoce.negotiation.rules.arguments import Known, advise

MONEY, SECURITY, NOVELTY = PurchaseMotive.MONEY, PurchaseMotive.SECURITY, PurchaseMotive.NOVELTY
FILM, TAPE = 100, 200


def _known(
    key: int, *motives: PurchaseMotive, product: int | None = None, worked: int = 0, told: int = 0
) -> Known:
    return Known(key, frozenset(motives), product, worked, told)


@pytest.mark.parametrize(
    ("known", "heard", "expected"),
    [
        ([_known(1, SECURITY)], {}, []),
        ([_known(1, NOVELTY)], {SECURITY: 1}, []),
        # The motive heard most first.
        ([_known(1, MONEY), _known(2, SECURITY)], {MONEY: 1, SECURITY: 2}, [(2, SECURITY), (1, MONEY)]),
        # An argument that serves both answers the one heard most.
        ([_known(1, MONEY, SECURITY)], {MONEY: 1, SECURITY: 2}, [(1, SECURITY)]),
        # Of the product offered before that of all; of another product, never.
        (
            [_known(1, SECURITY), _known(2, SECURITY, product=FILM), _known(3, SECURITY, product=TAPE)],
            {SECURITY: 1},
            [(2, SECURITY), (1, SECURITY)],
        ),
        # 8 of 10 is surer than 1 of 1, which is surer than what was never told.
        (
            [
                _known(1, SECURITY),
                _known(2, SECURITY, worked=1, told=1),
                _known(3, SECURITY, worked=8, told=10),
            ],
            {SECURITY: 1},
            [(3, SECURITY), (2, SECURITY), (1, SECURITY)],
        ),
        ([_known(key, SECURITY) for key in range(5)], {SECURITY: 1}, [(key, SECURITY) for key in range(3)]),
    ],
)
def test_what_is_advised(
    known: Sequence[Known],
    heard: Mapping[PurchaseMotive, int],
    expected: Sequence[tuple[int, PurchaseMotive]],
) -> None:
    found = advise(known, heard, frozenset({FILM}))
    assert [(each.argument.key, each.motive) for each in found] == expected


def test_a_success_has_its_interval() -> None:
    success = _known(1, worked=8, told=10).success
    assert (success.percent, success.low, success.high) == (Decimal("80.0"), Decimal("49.0"), Decimal("94.3"))
    assert _known(1).success.percent is None
