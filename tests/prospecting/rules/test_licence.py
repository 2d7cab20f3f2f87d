"""What the licence of a file lets us do with those whom it brought."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from negoce.companies.enums import Channel
from negoce.prospecting.enums import SourceKind
from negoce.prospecting.rules.licence import Licence, SourcedFacts, licence_leave, licence_state

TODAY = date(2026, 11, 23)
BROUGHT = SourcedFacts(brought_on=date(2026, 3, 2))
BOUGHT = Licence(
    "Salon du lait",
    SourceKind.BOUGHT,
    channels=frozenset({Channel.EMAIL, Channel.POST}),
    starts_on=date(2026, 3, 1),
    ends_on=date(2027, 2, 28),
)


@pytest.mark.parametrize(
    ("licence", "code"),
    [
        (BOUGHT, "licence.runs"),
        (Licence("Ours", SourceKind.OWN), "licence.own"),
        (replace(BOUGHT, starts_on=date(2026, 11, 24)), "licence.not_started"),
        (replace(BOUGHT, ends_on=date(2026, 11, 22)), "licence.ended"),
        (replace(BOUGHT, ends_on=TODAY), "licence.ends_soon"),
        (replace(BOUGHT, ends_on=date(2026, 12, 23)), "licence.ends_soon"),
        (replace(BOUGHT, ends_on=date(2026, 12, 24)), "licence.runs"),
        (replace(BOUGHT, kind=SourceKind.RENTED, uses_allowed=2, uses_made=1), "licence.runs"),
        (replace(BOUGHT, kind=SourceKind.RENTED, uses_allowed=2, uses_made=2), "licence.used_up"),
    ],
)
def test_where_a_licence_stands(licence: Licence, code: str) -> None:
    assert licence_state(licence, TODAY).code == code


@pytest.mark.parametrize(
    ("licences", "facts", "channel", "allowed", "code"),
    [
        ([BOUGHT], BROUGHT, Channel.EMAIL, True, "licence.runs"),
        ([BOUGHT], BROUGHT, Channel.PHONE, False, "licence.channel_phone"),
        ([replace(BOUGHT, ends_on=date(2026, 11, 22))], BROUGHT, Channel.EMAIL, False, "licence.ended"),
        # Another file still lets us.
        (
            [replace(BOUGHT, ends_on=date(2026, 11, 22)), BOUGHT],
            BROUGHT,
            Channel.EMAIL,
            True,
            "licence.runs",
        ),
        ([replace(BOUGHT, ends_on=date(2026, 11, 22)), Licence("Ours", SourceKind.OWN)], BROUGHT,
         Channel.PHONE, True, "licence.own"),
        ([], BROUGHT, Channel.PHONE, True, "licence.none"),
    ],
)  # fmt: skip
def test_the_best_licence_decides(
    licences: list[Licence], facts: SourcedFacts, channel: Channel, allowed: bool, code: str
) -> None:
    leave = licence_leave(licences, facts, channel, TODAY)
    assert (leave.allowed, leave.reason.code) == (allowed, code)


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        (replace(BROUGHT, known_before=True), "licence.known_before"),
        (replace(BROUGHT, answered_on=date(2026, 3, 2)), "licence.answered"),
        (replace(BROUGHT, ordered_on=date(2026, 4, 1)), "licence.ordered"),
    ],
)
def test_who_became_ours_otherwise_is_free(facts: SourcedFacts, code: str) -> None:
    ended = replace(BOUGHT, ends_on=date(2026, 11, 22))
    leave = licence_leave([ended], facts, Channel.PHONE, TODAY)
    assert (leave.allowed, leave.reason.code) == (True, code)


def test_a_sign_from_before_the_file_frees_nobody() -> None:
    ended = replace(BOUGHT, ends_on=date(2026, 11, 22))
    before = replace(BROUGHT, answered_on=date(2026, 3, 1), ordered_on=date(2025, 1, 1))
    leave = licence_leave([ended], before, Channel.EMAIL, TODAY)
    assert (leave.allowed, leave.reason.code) == (False, "licence.ended")


def test_a_use_under_way_does_not_use_itself_up() -> None:
    rented = replace(BOUGHT, kind=SourceKind.RENTED, uses_allowed=1, uses_made=0)
    assert licence_leave([rented], BROUGHT, Channel.EMAIL, TODAY).allowed is True
