"""A day as it is typed in the forms of orders, deliveries, payments, contracts and prices."""

from __future__ import annotations

from datetime import date

import pytest

from negoce.companies.rules.typed_day import parse_day

SUNDAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "ahead", "back"),
    [
        ("31/12/2026", date(2026, 12, 31), date(2026, 12, 31)),
        ("2026-12-31", date(2026, 12, 31), date(2026, 12, 31)),
        ("15.12.26", date(2026, 12, 15), date(2026, 12, 15)),
        ("15 décembre", date(2026, 12, 15), date(2026, 12, 15)),
        ("15/12", date(2026, 12, 15), date(2026, 12, 15)),
        ("20/11", date(2027, 11, 20), date(2026, 11, 20)),
        ("le 3 octobre", date(2027, 10, 3), date(2026, 10, 3)),
        ("demain", date(2026, 11, 23), date(2026, 11, 23)),
        ("hier", date(2026, 11, 21), date(2026, 11, 21)),
        ("aujourd’hui", SUNDAY, SUNDAY),
        ("lundi", date(2026, 11, 23), date(2026, 11, 16)),
        ("yesterday", date(2026, 11, 21), date(2026, 11, 21)),
        ("15 December", date(2026, 12, 15), date(2026, 12, 15)),
        ("dans 3 jours", date(2026, 11, 25), date(2026, 11, 25)),
        ("il y a 8 mois", date(2026, 3, 22), date(2026, 3, 22)),
        ("", None, None),
    ],
)
def test_a_day_as_it_is_said(text: str, ahead: date | None, back: date | None) -> None:
    assert parse_day(text, SUNDAY).value == ahead
    assert parse_day(text, SUNDAY, forward=False).value == back


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("31/02", "date.no_such_day"),
        ("31/02/2026", "date.no_such_day"),
        ("bientôt", "date.unreadable"),
        ("demain 9h", "date.unreadable"),
        ("maintenant", "date.unreadable"),
        ("9h", "date.unreadable"),
        ("x" * 80, "date.unreadable"),
    ],
)
def test_what_is_no_day(text: str, code: str) -> None:
    for forward in (True, False):
        read = parse_day(text, SUNDAY, forward=forward)
        assert read.finding is not None
        assert read.finding.code == code
