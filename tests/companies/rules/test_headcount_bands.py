"""INSEE's headcount bands (R-I5)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negoce.companies.rules.headcount_bands import (
    band_label,
    band_of_headcount,
    headcount_agrees,
    headcount_band,
    headcount_bands,
    parse_headcount_band,
)


def test_the_whole_table() -> None:
    """R-I5: every band of the domain reference with its bounds."""
    assert [(band.code, band.lowest, band.highest) for band in headcount_bands()] == [
        ("NN", None, None),
        ("00", 0, 0),
        ("01", 1, 2),
        ("02", 3, 5),
        ("03", 6, 9),
        ("11", 10, 19),
        ("12", 20, 49),
        ("21", 50, 99),
        ("22", 100, 199),
        ("31", 200, 249),
        ("32", 250, 499),
        ("41", 500, 999),
        ("42", 1_000, 1_999),
        ("51", 2_000, 4_999),
        ("52", 5_000, 9_999),
        ("53", 10_000, None),
    ]


@pytest.mark.parametrize(
    ("persons", "code"),
    [(0, "00"), (1, "01"), (9, "03"), (48, "12"), (249, "31"), (9_999, "52"), (10_000, "53")],
)
def test_the_band_of_a_headcount(persons: int, code: str) -> None:
    """R-I5."""
    assert band_of_headcount(persons).code == code


@given(st.integers(0, 1_000_000))
def test_every_headcount_lies_in_its_band(persons: int) -> None:
    """R-I5: bands leave no gap."""
    band = band_of_headcount(persons)
    assert band.lowest is not None
    assert band.lowest <= persons <= (band.highest or persons)
    assert headcount_agrees(band.code, persons)


def test_a_negative_headcount_is_an_error_of_the_caller() -> None:
    with pytest.raises(ValueError, match="negative"):
        band_of_headcount(-1)


def test_declared_number_and_band() -> None:
    """R-I5."""
    assert not headcount_agrees("12", 50)
    assert headcount_agrees("unknown", 50)
    assert headcount_agrees("NN", 0)
    assert not headcount_agrees("NN", 3)


@pytest.mark.parametrize(
    ("code", "french", "english"),
    [
        ("NN", "Sans salarié déclaré", "No declared employee"),
        ("00", "0 salarié", "0 employees"),
        ("01", "1 ou 2 salariés", "1 or 2 employees"),
        ("12", "20 à 49 salariés", "20 to 49 employees"),
        ("42", "1\u202f000 à 1\u202f999 salariés", "1,000 to 1,999 employees"),
        ("53", "10\u202f000 salariés et plus", "10,000 employees and more"),
        ("99", "99", "99"),
    ],
)
def test_labels(code: str, french: str, english: str) -> None:
    assert band_label(code, "fr") == french
    assert band_label(code, "en") == english


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("12", "12"),
        ("3", "03"),
        ("nn", "NN"),
        ("20 à 49 salariés", "12"),
        ("1 000 A 1 999 SALARIES", "42"),
        ("99", ""),
    ],
)
def test_bands_read(text: str, code: str) -> None:
    """R-I5: a spreadsheet drops the zero of 03."""
    assert parse_headcount_band(text) == code
    known = headcount_band(text)
    assert known is None or known.code == code
