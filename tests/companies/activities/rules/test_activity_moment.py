"""Moments as people write them; now is Friday 20 November 2026, 15:30."""

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negoce.companies.rules.activity_moment import Moment, parse_moment

NOW = datetime(2026, 11, 20, 15, 30)  # noqa: DTZ001 - the rule works in the reader's time, without a zone

AHEAD = [
    ("demain 9h", date(2026, 11, 21), time(9)),
    ("Demain à 9 h 30", date(2026, 11, 21), time(9, 30)),
    ("après-demain midi", date(2026, 11, 22), time(12)),
    ("lundi", date(2026, 11, 23), None),
    ("lundi prochain 14h", date(2026, 11, 23), time(14)),
    ("vendredi", date(2026, 11, 27), None),
    ("vendredi 17h", date(2026, 11, 20), time(17)),
    ("vendredi 9h", date(2026, 11, 27), time(9)),
    ("lundi après-midi", date(2026, 11, 23), time(14)),
    ("mercredi vers 10h", date(2026, 11, 25), time(10)),
    ("21/11", date(2026, 11, 21), None),
    ("21/11 à 14h30", date(2026, 11, 21), time(14, 30)),
    ("19/11", date(2027, 11, 19), None),
    ("1er déc.", date(2026, 12, 1), None),
    ("le 30 novembre", date(2026, 11, 30), None),
    ("vendredi 27 nov", date(2026, 11, 27), None),
    ("29/02", date(2028, 2, 29), None),
    ("le 5", date(2026, 12, 5), None),
    ("31", date(2026, 12, 31), None),
    ("31/12/2026 8h", date(2026, 12, 31), time(8)),
    ("2026-11-25 14:00", date(2026, 11, 25), time(14)),
    ("17h", date(2026, 11, 20), time(17)),
    ("9h", date(2026, 11, 21), time(9)),
    ("ce soir", date(2026, 11, 20), time(18)),
    ("dans 3 jours", date(2026, 11, 23), None),
    ("dans une semaine", date(2026, 11, 27), None),
    ("dans 2 mois", date(2027, 1, 20), None),
    ("dans 2 h", date(2026, 11, 20), time(17, 30)),
    ("semaine prochaine", date(2026, 11, 23), None),
    ("fin du mois", date(2026, 11, 30), None),
    ("maintenant", date(2026, 11, 20), time(15, 30)),
    ("tomorrow 9am", date(2026, 11, 21), time(9)),
    ("next monday at 2:30pm", date(2026, 11, 23), time(14, 30)),
]
BACK = [
    ("lundi", date(2026, 11, 16), None),
    ("vendredi", date(2026, 11, 20), None),
    ("vendredi 17h", date(2026, 11, 13), time(17)),
    ("hier 14h", date(2026, 11, 19), time(14)),
    ("avant-hier", date(2026, 11, 18), None),
    ("il y a 2 jours", date(2026, 11, 18), None),
    ("21/11", date(2025, 11, 21), None),
    ("9h", date(2026, 11, 20), time(9)),
    ("17h", date(2026, 11, 19), time(17)),
    ("le 5", date(2026, 11, 5), None),
    ("29/02", date(2024, 2, 29), None),
]
REFUSED = [
    ("31/02/2026", "date.no_such_day"),
    ("31/02", "date.no_such_day"),
    ("12/31/2026", "date.no_such_month"),
    ("25h", "moment.no_such_hour"),
    ("demain 9:75", "moment.no_such_hour"),
    ("un de ces jours", "moment.unreadable"),
    ("😀", "moment.unreadable"),
    ("<script>", "moment.unreadable"),
    ("ש" * 10_000, "moment.unreadable"),
    ("0", "moment.unreadable"),
]


@pytest.mark.parametrize(("text", "day", "hour"), AHEAD)
def test_ahead(text: str, day: date, hour: time | None) -> None:
    assert parse_moment(text, NOW).value == Moment(day, hour)


@pytest.mark.parametrize(("text", "day", "hour"), BACK)
def test_back(text: str, day: date, hour: time | None) -> None:
    assert parse_moment(text, NOW, forward=False).value == Moment(day, hour)


@pytest.mark.parametrize(("text", "code"), REFUSED)
def test_refused_with_its_reason(text: str, code: str) -> None:
    parsed = parse_moment(text, NOW)
    assert parsed.value is None
    assert parsed.finding is not None
    assert parsed.finding.code == code


def test_nothing_is_not_an_error() -> None:
    parsed = parse_moment("  ", NOW)
    assert (parsed.value, parsed.finding) == (None, None)


@given(st.text(max_size=80), st.booleans())
def test_no_text_breaks_it(text: str, forward: bool) -> None:
    parsed = parse_moment(text, NOW, forward=forward)
    assert not (parsed.value and parsed.finding)


@given(st.sampled_from(["lundi", "mardi 9h", "21/11", "le 5", "9h", "17h", "29/02", "dimanche"]))
def test_ahead_is_never_before_and_back_never_after(text: str) -> None:
    ahead, back = parse_moment(text, NOW).value, parse_moment(text, NOW, forward=False).value
    assert ahead is not None
    assert back is not None
    assert back.day <= NOW.date() <= ahead.day
