"""What a link to an offer is good for, and what is told through it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from negoce.negotiation.rules.quote_link import (
    LinkFacts,
    LinkStatus,
    OfferedOption,
    address_hint,
    chosen_positions,
    link_status,
    masked_email,
    plain_code,
)

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
TODAY = date(2026, 11, 20)


def status(**changed: object) -> LinkStatus:
    facts = {
        "revoked": False,
        "expires_at": NOW + timedelta(days=1),
        "is_current": True,
        "state": "sent",
        "valid_until": TODAY,
        **changed,
    }
    return link_status(LinkFacts(**facts), NOW, TODAY)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, LinkStatus.OPEN),
        ({"valid_until": None}, LinkStatus.OPEN),
        ({"valid_until": date(2026, 11, 19)}, LinkStatus.OVER),
        ({"state": "expired"}, LinkStatus.OVER),
        ({"state": "refused"}, LinkStatus.REFUSED),
        ({"state": "accepted", "is_current": False}, LinkStatus.ACCEPTED),
        ({"is_current": False}, LinkStatus.SUPERSEDED),
        ({"state": "superseded"}, LinkStatus.SUPERSEDED),
        ({"state": "draft"}, LinkStatus.CLOSED),
        ({"state": "approval"}, LinkStatus.CLOSED),
        ({"expires_at": NOW}, LinkStatus.CLOSED),
        ({"revoked": True, "state": "accepted"}, LinkStatus.CLOSED),
    ],
)
def test_the_first_reason_to_close_counts(changed: dict[str, object], expected: LinkStatus) -> None:
    assert status(**changed) is expected


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("123456", "123456"),
        (" 123 456\u00a0", "123456"),
        ("12345", ""),
        ("1234567", ""),
        ("١٢٣٤٥٦", ""),
        ("", ""),
    ],
)
def test_codes_are_read_as_people_copy_them(typed: str, code: str) -> None:
    assert plain_code(typed) == code


@pytest.mark.parametrize(
    ("address", "hint"),
    [
        ("203.0.113.77", "203.0.113.0"),
        ("2001:db8:1:2:3:4:5:6", "2001:0db8:0001::"),
        ("::ffff:203.0.113.77", "203.0.113.0"),
        ("unix:", ""),
        ("", ""),
    ],
)
def test_an_address_is_kept_without_its_household(address: str, hint: str) -> None:
    assert address_hint(address) == hint


def test_an_email_is_told_to_its_owner_only() -> None:
    assert masked_email("helene.garnier@laiterie.example") == "h•••@laiterie.example"
    assert masked_email("") == ""


def test_options_are_those_offered_and_one_of_each_group() -> None:
    offered = [OfferedOption(2, ""), OfferedOption(3, "pose"), OfferedOption(4, "pose")]
    assert chosen_positions(offered, [4, 2]) == [2, 4]
    assert chosen_positions(offered, []) == []
    assert chosen_positions(offered, [3, 4]) is None
    assert chosen_positions(offered, [1]) is None
