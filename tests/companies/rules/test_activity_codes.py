"""APE codes in both nomenclatures (R-I3)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negoce.companies.enums import ActivityCodeVersion
from negoce.companies.rules.activity_codes import (
    find_activity_code,
    parse_activity_code,
    search_activity_codes,
    version_on,
)

TODAY = date(2026, 11, 21)
LATER = date(2027, 1, 1)
OLD, NEW = ActivityCodeVersion.NAF_REV2, ActivityCodeVersion.NAF_2025


def test_the_nomenclature_changes_on_the_first_of_january_2027() -> None:
    """R-I3: NAF rév. 2 until 2026-12-31, NAF 2025 from 2027-01-01."""
    assert version_on(date(2026, 12, 31)) == OLD
    assert version_on(date(2027, 1, 1)) == NEW


@pytest.mark.parametrize(
    "text", ["62.01Z", "6201Z", "62.01 z", "62 01Z", " 6201z ", "62.01Z - Programmation informatique"]
)
def test_worked_example_in_the_old_nomenclature(text: str) -> None:
    """R-I3: 62.01Z, 4 digits and a letter."""
    code = parse_activity_code(text, TODAY).value
    assert code is not None
    assert (code.code, code.version, code.label) == ("62.01Z", OLD, "Programmation informatique")


def test_worked_example_in_the_new_nomenclature() -> None:
    """R-I3: 62.10Y belongs to NAF 2025, and is understood before it comes into force."""
    for day in (TODAY, LATER):
        code = parse_activity_code("6210Y", day).value
        assert code is not None
        assert (code.code, code.version) == ("62.10Y", NEW)


def test_the_version_asked_for_is_the_only_one_looked_in() -> None:
    """R-I3."""
    finding = parse_activity_code("62.10Y", TODAY, OLD).finding
    assert finding is not None
    assert (finding.code, finding.figures) == ("ape.unknown", {"text": "62.10Y", "version": "rev2"})


def test_a_zero_lost_by_a_spreadsheet_is_put_back() -> None:
    """R-I3."""
    code = parse_activity_code("111Z", TODAY).value
    assert code is not None
    assert code.code == "01.11Z"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("6201", "ape.shape"),
        ("ABC", "ape.shape"),
        ("99.99Z", "ape.unknown"),
        ("62.01Zz", "ape.shape"),
        ("6" * 9_999, "ape.shape"),
    ],
)
def test_codes_refused_with_their_reason(text: str, code: str) -> None:
    """R-I3."""
    finding = parse_activity_code(text, TODAY).finding
    assert finding is not None
    assert finding.code == code


def test_search_by_words_ignores_accents_and_small_words() -> None:
    """R-I3."""
    found = search_activity_codes("fabrication de fromage", TODAY, OLD)
    assert [code.code for code in found] == ["10.51C"]
    assert search_activity_codes("PROGRAMMATION inform", TODAY, OLD)[0].code == "62.01Z"


def test_search_by_the_beginning_of_a_code() -> None:
    """R-I3."""
    assert [code.code for code in search_activity_codes("62.0", TODAY, OLD)] == [
        "62.01Z",
        "62.02A",
        "62.02B",
        "62.03Z",
        "62.09Z",
    ]
    assert search_activity_codes("6201z", TODAY)[0].code == "62.01Z"


def test_search_puts_the_nomenclature_in_force_first() -> None:
    """R-I3."""
    assert search_activity_codes("conseil", TODAY)[0].version == OLD
    assert search_activity_codes("conseil", LATER)[0].version == NEW


def test_search_of_nothing_finds_nothing() -> None:
    for query in ("", "  ", "de la", "zzzzzz", "%"):
        assert search_activity_codes(query, TODAY) == ()


def test_both_tables_are_whole() -> None:
    """R-I3: 732 and 747 sub-classes, each with its section."""
    found = search_activity_codes("", TODAY)
    assert found == ()
    agriculture = find_activity_code("01.11Z", OLD)
    assert agriculture is not None
    assert agriculture.section_label == "Agriculture, sylviculture et pêche"


@given(st.text(max_size=30))
def test_reading_and_searching_never_fail(text: str) -> None:
    parse_activity_code(text, TODAY)
    assert len(search_activity_codes(text, TODAY, limit=5)) <= 5
