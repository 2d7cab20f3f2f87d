"""Telephone numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negoce.companies.rules.phones import format_phone, parse_phone, phone_digits


@pytest.mark.parametrize(
    ("text", "e164"),
    [
        ("04 76 00 00 00", "+33476000000"),
        ("04.76.00.00.00", "+33476000000"),
        ("0476000000", "+33476000000"),
        ("476000000", "+33476000000"),
        ("+33 4 76 00 00 00", "+33476000000"),
        ("+33 (0)4 76 00 00 00", "+33476000000"),
        ("0033 4 76 00 00 00", "+33476000000"),
        ("04\u00a076\u00a000\u00a000\u00a000", "+33476000000"),
        ("01 99 00 12 34", "+33199001234"),
        ("06 39 98 12 34", "+33639981234"),
        ("08 36 68 12 34", "+33836681234"),
        ("0 800 123 456", "+33800123456"),
        ("+32 2 555 12 12", "+3225551212"),
        ("+262 262 12 34 56", "+262262123456"),
    ],
)
def test_numbers_read(text: str, e164: str) -> None:
    """Premium and free numbers, ARCEP's numbers for fiction and foreign ones included."""
    assert parse_phone(text).value == e164


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("12", "phone.too_short"),
        ("04 76 00 00", "phone.too_short"),
        ("04 76 00 00 00 00 00", "phone.too_long"),
        ("4,76E+08", "phone.scientific"),
        ("standard", "phone.unreadable"),
        ("à demander", "phone.unreadable"),
        ("contact@cote-sud.example", "phone.unreadable"),
        ("+999 12 34 56 78", "phone.country"),
        ("+1 000 000 0000", "phone.not_assigned"),
        ("9" * 5_000, "phone.too_long"),
    ],
)
def test_numbers_refused_with_their_reason(text: str, code: str) -> None:
    finding = parse_phone(text).finding
    assert finding is not None
    assert finding.code == code


def test_an_extension_is_told_apart() -> None:
    finding = parse_phone("04 76 00 00 00 x12").finding
    assert finding is not None
    assert (finding.code, finding.figures["extension"]) == ("phone.extension", "12")


@pytest.mark.parametrize(
    ("e164", "shown"),
    [
        ("+33476000000", "04\u00a076\u00a000\u00a000\u00a000"),
        ("+33800123456", "0\u00a0800\u00a012\u00a034\u00a056"),
        ("+3225551212", "+32\u00a02\u00a0555\u00a012\u00a012"),
        ("standard", "standard"),
        ("", ""),
    ],
)
def test_numbers_shown(e164: str, shown: str) -> None:
    assert format_phone(e164) == shown


@pytest.mark.parametrize(
    ("text", "digits"),
    [("04 76", "476"), ("+33 4 76", "33476"), ("0033 4", "334"), ("476", "476"), ("0", "0")],
)
def test_fragments_to_search(text: str, digits: str) -> None:
    assert phone_digits(text) == digits


@given(st.text(max_size=45))
def test_reading_never_fails(text: str) -> None:
    parsed = parse_phone(text)
    assert parsed.value is None or parsed.value.startswith("+")
