"""What a form asks, what keeps robots out, which company a request comes from."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from negoce.prospecting.rules.form_fields import AskedField, asked_fields, read_answers
from negoce.prospecting.rules.form_gate import (
    Pace,
    Traffic,
    Verdict,
    judge_traffic,
    pace,
    place_of,
    read_campaign,
    read_hosts,
)
from negoce.prospecting.rules.form_match import Likely, Match, choose_company

TODAY = date(2026, 11, 20)
ASKED = asked_fields([{"key": "siren"}, {"key": "phone", "required": True}, {"key": "message"}])
GOOD = {
    "company": "Laiterie",
    "last_name": "Garnier",
    "email": "Helene@LAITERIE.example",
    "phone": "04 76 00 00 00",
}


def test_company_name_and_address_are_always_asked_in_the_order_of_the_page() -> None:
    assert [(each.key, each.required) for each in ASKED] == [
        ("company", True),
        ("siren", False),
        ("last_name", True),
        ("email", True),
        ("phone", True),
        ("message", False),
    ]
    assert AskedField("company:custom_quai").custom == ("company", "custom_quai")
    assert AskedField("other:custom_quai").custom is None


def test_answers_are_read_as_the_file_would() -> None:
    read = read_answers(ASKED, {**GOOD, "siren": "732 829 320", "unknown": "x"}, {}, today=TODAY)
    assert (dict(read.values), dict(read.errors)) == (
        {
            "company": "Laiterie",
            "siren": "732829320",
            "last_name": "Garnier",
            "email": "Helene@laiterie.example",
            "phone": "+33476000000",
        },
        {},
    )


def test_every_fault_is_told_at_once() -> None:
    read = read_answers(ASKED, {"company": " \u200b", "siren": "732829321", "email": "x@y"}, {}, today=TODAY)
    assert {name: found.code for name, found in read.errors.items()} == {
        "company": "text.required",
        "siren": "siren.check_digit",
        "last_name": "text.required",
        "email": "email.no_extension",
        "phone": "text.required",
    }


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "Ligne\r\nBcc: tous@x.example",
        "\u202egnp.exe",
        "Lаiterie",  # with a Cyrillic a: a homograph is a text as any other
        "🧀" * 20,
    ],
)
def test_hostile_texts_are_texts_on_one_line(hostile: str) -> None:
    read = read_answers(ASKED, {**GOOD, "company": hostile}, {}, today=TODAY)
    kept = read.values["company"]
    assert [char for char in kept if char in "\r\n\u202e"] == []


def test_what_is_too_long_is_refused() -> None:
    read = read_answers(ASKED, {**GOOD, "company": "x" * 100_000}, {}, today=TODAY)
    assert {name: found.code for name, found in read.errors.items()} == {"company": "text.too_long"}


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [(0, Pace.TOO_FAST), (2.9, Pace.TOO_FAST), (3, Pace.GOOD), (7200, Pace.GOOD), (7201, Pace.TOO_OLD)],
)
def test_a_person_takes_between_three_seconds_and_two_hours(seconds: float, expected: Pace) -> None:
    assert pace(timedelta(seconds=seconds)) is expected


@pytest.mark.parametrize(
    ("traffic", "expected"),
    [
        (Traffic(0, 0, 2), Verdict.TAKEN),
        (Traffic(0, 0, 3), Verdict.SILENT),
        (Traffic(20, 0, 0), Verdict.BUSY),
        (Traffic(0, 500, 3), Verdict.BUSY),
    ],
)
def test_limits(traffic: Traffic, expected: Verdict) -> None:
    assert judge_traffic(traffic) is expected


def test_a_place_is_an_address_or_a_household() -> None:
    assert place_of("203.0.113.9") == "203.0.113.9"
    assert place_of("::ffff:203.0.113.9") == "203.0.113.9"
    assert place_of("2001:db8:1:2:3::4") == place_of("[2001:db8:1:2:ffff::9]")
    assert place_of("x") == ""


def test_only_words_of_campaigns_are_kept() -> None:
    given = {"utm_source": " lettre\n", "utm_campaign": "x" * 500, "gclid": "id-of-a-person", "keyword": ""}
    assert read_campaign(given) == {"utm_source": "lettre", "utm_campaign": "x" * 100}


def test_hosts_are_names_of_sites_and_nothing_else() -> None:
    assert read_hosts("www.exemple.fr\nhttps://Exemple.fr/, exemple.fr") == (
        ("www.exemple.fr", "exemple.fr"),
        "",
    )
    assert read_hosts("") == ((), "")
    for wrong in ("*", "'self'", "http://exemple.fr", "exemple.fr/page", "exemple", "a.fr;script-src *"):
        assert read_hosts(wrong)[0] == ()


@pytest.mark.parametrize(
    ("likely", "expected"),
    [
        ([], None),
        ([Likely("a", "Autre", frozenset({"number"}))], Match("a", "number")),
        ([Likely("a", "Autre", frozenset({"domain"}))], Match("a", "domain")),
        # A group: two companies at one domain, the name decides.
        (
            [
                Likely("a", "Lactalis Est", frozenset({"domain"})),
                Likely("b", "SARL Laiterie", frozenset({"domain"})),
            ],
            Match("b", "domain"),
        ),
        ([Likely("a", "Laiterie", frozenset({"name"}))], None),
        ([Likely("a", "Laiterie SAS", frozenset({"name", "place"}))], Match("a", "name")),
        ([Likely("a", "Laiterie neuve", frozenset({"name", "place"}))], None),
    ],
)
def test_only_what_can_hardly_be_a_coincidence_decides(likely: list[Likely], expected: Match | None) -> None:
    assert choose_company("Laiterie", likely) == expected
