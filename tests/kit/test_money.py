"""Amounts as they are written in each language."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negoce.kit.money import (
    format_decimal,
    format_money,
    format_money_compact,
    format_money_exact,
    format_money_round,
    format_percent,
    round_money,
    whole_cents,
)


@pytest.mark.parametrize(
    ("given_amount", "rounded"),
    [
        ("0.005", "0.01"),
        ("-0.005", "-0.01"),
        ("2.345", "2.35"),
        ("2.3449", "2.34"),
        ("-2.345", "-2.35"),
        ("7", "7.00"),
    ],
)
def test_money_is_rounded_half_away_from_zero(given_amount: str, rounded: str) -> None:
    assert str(round_money(Decimal(given_amount))) == rounded


@pytest.mark.parametrize(
    ("amount", "french", "english"),
    [
        ("1234.56", "1\u202f234,56\u00a0€", "€1,234.56"),
        ("-1234567.455", "−1\u202f234\u202f567,46\u00a0€", "−€1,234,567.46"),
        ("0", "0,00\u00a0€", "€0.00"),
        ("-0.004", "0,00\u00a0€", "€0.00"),
        ("999.995", "1\u202f000,00\u00a0€", "€1,000.00"),
    ],
)
def test_money_is_written_as_the_language_does(amount: str, french: str, english: str) -> None:
    assert format_money(Decimal(amount), "fr") == french
    assert format_money(Decimal(amount), "en") == english


@pytest.mark.parametrize(
    ("amount", "french", "english"),
    [
        ("9870.40", "9\u202f870\u00a0€", "€9,870"),
        ("4218000", "4\u202f218\u00a0k€", "€4,218k"),
        ("-20350", "−20\u00a0k€", "−€20k"),
        ("12449999", "12,4\u00a0M€", "€12.4M"),
    ],
)
def test_compact_money(amount: str, french: str, english: str) -> None:
    assert format_money_compact(Decimal(amount), "fr") == french
    assert format_money_compact(Decimal(amount), "en") == english


def test_money_in_other_currencies() -> None:
    assert format_money(Decimal("10"), "en", "CHF") == "CHF\u00a010.00"
    assert format_money(Decimal("10"), "fr", "USD") == "10,00\u00a0$"
    assert format_money_round(Decimal("64820.4"), "fr") == "64\u202f820\u00a0€"


def test_a_price_keeps_its_cents_and_shows_none_that_it_has_not() -> None:
    assert [format_money_exact(Decimal(amount), "fr") for amount in ("1440.00", "12.40", "-0.50")] == [
        "1\u202f440\u00a0€",
        "12,40\u00a0€",
        "\u22120,50\u00a0€",
    ]
    assert format_money_exact(Decimal("44500.5"), "en", "USD") == "$44,500.50"


def test_percents_and_whole_numbers() -> None:
    assert format_percent(Decimal("0.314"), "fr", 1) == "31,4\u202f%"
    assert format_percent(Decimal("0.314"), "en", 1) == "31.4%"
    assert format_decimal(4912, "fr") == "4\u202f912"
    assert format_decimal(4912, "en", 2) == "4,912.00"


def test_whole_cents_of_what_a_database_adds_up() -> None:
    found = [whole_cents(each) for each in (Decimal("12.34"), 0.1 + 0.2, -1.5, None)]
    assert found == [1234, 30, -150, 0]


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12, places=6))
def test_what_is_written_is_the_rounded_amount(amount: Decimal) -> None:
    written = format_money(amount, "fr")
    read_back = written.translate({0x202F: None, 0xA0: None, ord("€"): None, ord(","): ".", 0x2212: "-"})
    assert Decimal(read_back) == round_money(amount)
