"""Whom of a company a mailing is for, that one address gets one mail, and when each may leave."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from negoce.prospecting.enums import MailingAudience, MailingKind
from negoce.prospecting.rules.mailing_audience import Reader, Wanted, first_of_each, readers_wanted
from negoce.prospecting.rules.mailing_pace import moment_of

BUYER = Reader(1, "buyer@dairy.example", "buys", "purchasing")
HEAD = Reader(2, "", "decides", "management")
DOOR = Reader(3, "door@dairy.example", "guards", "management")
UNKNOWN = Reader(4, "someone@dairy.example")
PEOPLE = (BUYER, HEAD, DOOR, UNKNOWN)
EMAIL, LETTER = MailingKind.EMAIL, MailingKind.LETTER


@pytest.mark.parametrize(
    ("wanted", "people", "found"),
    [
        (Wanted(EMAIL, MailingAudience.ONE), PEOPLE, [BUYER, UNKNOWN, DOOR, HEAD]),
        (Wanted(LETTER, MailingAudience.ONE), PEOPLE, [HEAD, BUYER, UNKNOWN, DOOR]),
        (Wanted(EMAIL, MailingAudience.ONE), (DOOR, UNKNOWN), [UNKNOWN, DOOR]),
        (Wanted(EMAIL, MailingAudience.ONE), (HEAD,), [HEAD]),
        (Wanted(EMAIL, MailingAudience.ONE), (), []),
        (Wanted(EMAIL, MailingAudience.ALL), PEOPLE, [*PEOPLE]),
        (Wanted(EMAIL, MailingAudience.POWERS, powers=frozenset({"decides", "buys"})), PEOPLE, [BUYER, HEAD]),
        (
            Wanted(EMAIL, MailingAudience.DEPARTMENT, departments=frozenset({"management"})),
            PEOPLE,
            [HEAD, DOOR],
        ),
    ],
)
def test_whom_it_is_for(wanted: Wanted, people: tuple[Reader, ...], found: list[Reader]) -> None:
    assert list(readers_wanted(people, wanted)) == found


def test_one_address_gets_one_mail() -> None:
    assert first_of_each(["a", "b", "a", "", "", "c"], {"c"}) == [True, True, False, True, True, False]


def test_an_even_pace() -> None:
    start = datetime(2026, 11, 20, 9, tzinfo=UTC)
    moments = [moment_of(number, start, 30) - start for number in (0, 1, 30, 45)]
    assert moments == [timedelta(), timedelta(seconds=2), timedelta(minutes=1), timedelta(seconds=90)]
    assert moment_of(9_999, start, None) == start
