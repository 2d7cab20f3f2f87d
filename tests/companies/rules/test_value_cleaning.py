"""Values as people type and paste them: cleaned without being mangled."""

from __future__ import annotations

from decimal import Decimal

import pytest

from negoce.companies.enums import CompanyKind
from negoce.companies.rules.value_cleaning import (
    clean_amount,
    clean_choice,
    clean_line,
    clean_paragraphs,
    clean_url,
    clean_whole,
    strip_invisible,
)

ENGLAND = "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("  a \u00a0 b\tc\n", "a b c"),
        ("a\x00b\x1bc", "a b c"),
        ("e\u0301", "é"),
        ("abc\u202edef\u2066", "abcdef"),
        ("\ufeffNom\u200b", "Nom"),
        ("\ud800", ""),
        ("👩\u200d🍳", "👩\u200d🍳"),
        (ENGLAND, ENGLAND),
        ("مرحبا", "مرحبا"),
        (None, ""),
        (12, "12"),
    ],
)  # fmt: skip
def test_a_line(given: object, kept: str) -> None:
    assert clean_line(given, 50).value == kept


def test_a_line_that_is_too_long_says_by_how_much() -> None:
    finding = clean_line("x" * 10_000, 200).finding
    assert finding is not None
    assert (finding.code, finding.figures) == ("text.too_long", {"length": 10_000, "max": 200})


def test_paragraphs_keep_their_lines() -> None:
    assert clean_paragraphs("\r\n un \r\n\r\ndeux\rtrois  \n", 50).value == "un\n\ndeux\ntrois"
    assert clean_paragraphs("x" * 51, 50).refused


@pytest.mark.parametrize(("given", "value"), [("1 200", 1200), ("0", 0), ("48,0", 48), ("", None), (7, 7)])
def test_whole_numbers(given: object, value: int | None) -> None:
    parsed = clean_whole(given, 5000)
    assert (parsed.value, parsed.finding) == (value, None)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ("12,5", "number.not_whole"),
        ("-1", "number.negative"),
        ("5001", "number.too_large"),
        ("douze", "number.unreadable"),
        ("1E3", "number.scientific"),
    ],
)
def test_whole_numbers_refused(given: str, code: str) -> None:
    finding = clean_whole(given, 5000).finding
    assert finding is not None
    assert finding.code == code


def test_amounts_follow_the_reader() -> None:
    assert clean_amount("1 500,456 €", Decimal(10_000)).value == Decimal("1500.46")
    assert clean_amount("1,500.45", Decimal(10_000), ".").value == Decimal("1500.45")
    assert clean_amount(Decimal("1.234"), Decimal(10_000)).value == Decimal("1.23")


def test_choices() -> None:
    assert clean_choice("manufacturer", CompanyKind).value == "manufacturer"
    assert clean_choice("", CompanyKind).value == ""
    assert clean_choice("spy", CompanyKind).refused


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("www.cote-sud.example", "https://www.cote-sud.example"),
        ("http://cote-sud.example:8080/a?b=c", "http://cote-sud.example:8080/a?b=c"),
        ("//cote-sud.example", "https://cote-sud.example"),
        ("café.example", "https://café.example"),
        ("", ""),
    ],
)
def test_web_addresses(given: str, kept: str) -> None:
    parsed = clean_url(given)
    assert (parsed.value, parsed.finding) == (kept, None)


@pytest.mark.parametrize(
    "given",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://cote-sud.example",
        "https://a@b.example",
        "un deux.example",
        '"><script>.example',
        "localhost",
        "https://cote-sud.example:port",
        "https://" + "a" * 300 + ".example",
    ],
)
def test_web_addresses_refused(given: str) -> None:
    assert clean_url(given).refused


def test_a_social_address_is_on_its_network() -> None:
    hosts = ("linkedin.com",)
    assert clean_url("fr.linkedin.com/company/x", hosts).value == "https://fr.linkedin.com/company/x"
    assert clean_url("https://linkedin.com.evil.example/x", hosts).refused


def test_stripping_twice_changes_nothing() -> None:
    for text in ("a\u202eb", "e\u0301\x00", "👩\u200d🍳"):
        once = strip_invisible(text)
        assert strip_invisible(once) == once


@pytest.mark.parametrize("mark", [",", "."])
@pytest.mark.parametrize(
    "text",
    ["1 234,50 €", "1\u202f234\u00a0567,5", "0", "12,05€", "1234567", "0 123", "12,345", "1 23", "12, €"],
)
def test_the_short_way_of_usual_amounts_reads_as_the_long_one(text: str, mark: str) -> None:
    # A space before takes the long way.
    assert clean_amount(text, Decimal(10**9), mark) == clean_amount(f" {text}", Decimal(10**9), mark)
