"""What runs out, what is late, what to bring."""

from __future__ import annotations

from datetime import date

import pytest

from negoce.negotiation.enums import AidKind
from negoce.negotiation.rules.aids import KnownAid, Standing, days_late, expiry, is_low, propose

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("ends", "expected"),
    [
        (None, Standing.FINE),
        (date(2026, 11, 22), Standing.PAST),
        (date(2026, 11, 23), Standing.SOON),
        (date(2026, 12, 23), Standing.SOON),
        (date(2026, 12, 24), Standing.FINE),
    ],
)
def test_a_document_holds_on_its_last_day(ends: date | None, expected: Standing) -> None:
    assert expiry(ends, TODAY) is expected


def test_a_loan_is_late_the_day_after() -> None:
    assert [days_late(each, TODAY) for each in (None, date(2026, 11, 24), TODAY, date(2026, 11, 20))] == [
        0,
        0,
        0,
        3,
    ]


def test_a_stock_is_low_once_it_reaches_the_level() -> None:
    assert [is_low(stock, 5) for stock in (6, 5, 0)] == [False, True, True]
    assert is_low(0, None) is False


def test_what_to_bring() -> None:
    film, tape = 7, 8
    aids = [
        KnownAid(1, AidKind.CARD, None, 100),
        KnownAid(2, AidKind.SAMPLE, film, 3),
        KnownAid(3, AidKind.SAMPLE, tape, 3),
        KnownAid(4, AidKind.TESTER, film, 0),
        KnownAid(5, AidKind.DISCOVERY_PLAN, film, 0),
        KnownAid(6, AidKind.BROCHURE, None, 0),
        KnownAid(7, AidKind.BROCHURE, film, 2),
    ]
    first = propose(aids, frozenset({film}), frozenset({7}), met_before=False)
    assert [(each.key, each.reason.code) for each in first] == [
        (2, "aid.product"),
        (5, "aid.product"),
        (1, "aid.first_meeting"),
    ]
    later = propose(aids, frozenset(), frozenset(), met_before=True)
    assert later == []
