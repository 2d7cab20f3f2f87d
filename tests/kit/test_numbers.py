"""Numbers as people and spreadsheets write them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negoce.kit.money import format_money
from negoce.kit.numbers import DecimalMark, parse_decimal, parse_percent, percent_of


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 234,56 €", "1234.56"),
        ("1\u202f234,56\u00a0€", "1234.56"),
        ("€1,234.56", "1234.56"),
        ("(120)", "-120"),
        ("(1 234,50 €)", "-1234.50"),
        ("-", "0"),
        ("- €", "0"),
        ("1.234,56", "1234.56"),
        ("1,234.56", "1234.56"),
        ("1'234.56", "1234.56"),
        ("1.234.567", "1234567"),
        ("-12,5", "-12.5"),
        ("−12,5", "-12.5"),
        ("120-", "-120"),
        ("+7", "7"),
        ("0,125", "0.125"),
        ("1234,567", "1234.567"),
        ("12,", "12"),
        (",5", "0.5"),
        ("1 234.567", "1234.567"),
        ("12 EUR", "12"),
        ("000123", "123"),
    ],
)
def test_numbers_read(text: str, value: str) -> None:
    parsed = parse_decimal(text)
    assert parsed.finding is None
    assert parsed.value == Decimal(value)


@pytest.mark.parametrize(
    ("text", "mark", "value"),
    [
        ("1.234", ",", "1234"),
        ("1,234", ",", "1.234"),
        ("1,234", ".", "1234"),
        ("1.234", ".", "1.234"),
        ("12.50", ",", "12.50"),
    ],
)
def test_the_mark_of_the_column_settles_what_is_ambiguous(text: str, mark: DecimalMark, value: str) -> None:
    assert parse_decimal(text, mark).value == Decimal(value)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1.234", "number.ambiguous"),
        ("1,234", "number.ambiguous"),
        ("12 %", "number.percent"),
        ("1,2E+07", "number.scientific"),
        ("12 34", "number.grouping"),
        ("1.23.456", "number.grouping"),
        ("1,234,56.7", "number.grouping"),
        ("1.2,3.4", "number.grouping"),
        ("abc", "number.unreadable"),
        ("12 pièces", "number.unreadable"),
        ("--5", "number.unreadable"),
        (".", "number.unreadable"),
        ("=1+1", "number.unreadable"),
        ("١٢", "number.unreadable"),
        ("NaN", "number.unreadable"),
        ("Infinity", "number.unreadable"),
        ("9" * 30, "number.too_long"),
        ("9" * 10_000, "number.too_long"),
    ],
)
def test_numbers_refused_with_their_reason(text: str, code: str) -> None:
    parsed = parse_decimal(text)
    assert parsed.value is None
    assert parsed.finding is not None
    assert parsed.finding.code == code


@pytest.mark.parametrize(
    ("text", "value"), [("12,5 %", "12.5"), ("12,5\u202f%", "12.5"), ("7", "7"), ("-3%", "-3")]
)
def test_percents_read_as_points(text: str, value: str) -> None:
    assert parse_percent(text).value == Decimal(value)


def test_percents_refused() -> None:
    for text in ("%", "5 %%", "% 5"):
        assert parse_percent(text).refused


def test_nothing_given_is_nothing_wrong() -> None:
    assert parse_decimal(" ").value is None
    assert not parse_decimal(" ").refused


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12, places=2))
def test_an_amount_written_in_french_reads_back_the_same(amount: Decimal) -> None:
    assert parse_decimal(format_money(amount, "fr")).value == amount


@given(st.text(max_size=80))
def test_reading_never_fails(text: str) -> None:
    parsed = parse_decimal(text)
    assert parsed.value is None or parsed.value.is_finite()
    parse_percent(text)


@pytest.mark.parametrize(
    ("part", "whole", "decimals", "percent"),
    [
        (1, 8, 2, "12.50"),
        (1, 3, 1, "33.3"),
        (Decimal(-1), Decimal(16), 1, "-6.3"),
        (Decimal("0.0125"), 1, 1, "1.3"),
    ],
)
def test_a_percentage_is_rounded_half_away_from_zero(
    part: Decimal | int, whole: Decimal | int, decimals: int, percent: str
) -> None:
    assert percent_of(part, whole, decimals) == Decimal(percent)
