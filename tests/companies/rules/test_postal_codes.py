"""Postal codes, towns and departments."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negoce.companies.rules.postal_codes import (
    department_of,
    parse_postal_code,
    suggest_postal_codes,
    town_agrees,
    towns_of,
)
from tools.reference_data import TARGET, main

SHARED = Path(__file__).resolve().parents[4] / "shared" / "data" / "fr_reference"


def test_towns_of_a_code() -> None:
    assert [town.name for town in towns_of("38250")] == [
        "Correncon-en-Vercors",
        "Lans-en-Vercors",
        "Saint-Nizier-du-Moucherotte",
        "Villard-de-Lans",
    ]
    assert [(town.name, town.insee_code, town.department) for town in towns_of("42000")] == [
        ("Saint-Étienne", "42218", "42")
    ]
    assert towns_of("99999") == ()
    assert towns_of("") == ()


@pytest.mark.parametrize(
    ("code", "department"),
    [
        ("38250", "38"),
        ("01000", "01"),
        ("75116", "75"),
        ("20000", "2A"),
        ("20167", "2A"),
        ("20200", "2B"),
        ("20600", "2B"),
        ("97400", "974"),
        ("97110", "971"),
        ("98800", "988"),
        ("38999", "38"),
        ("20299", "2B"),
        ("94390", "91"),
        ("97150", "978"),
        ("98000", ""),
        ("99000", ""),
        ("00000", ""),
    ],
)
def test_departments(code: str, department: str) -> None:
    """Corsica, overseas, codes that cross a border (94390 serves the Essonne), CEDEX by digits."""
    assert department_of(code) == department


@pytest.mark.parametrize(("text", "code"), [("38250", "38250"), (" 38 250 ", "38250"), ("1000", "01000")])
def test_codes_read(text: str, code: str) -> None:
    parsed = parse_postal_code(text)
    assert (parsed.value, parsed.finding) == (code, None)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("382", "postal_code.shape"),
        ("9999", "postal_code.shape"),
        ("ABCDE", "postal_code.shape"),
        ("99123", "postal_code.department"),
    ],
)
def test_codes_refused_with_their_reason(text: str, code: str) -> None:
    finding = parse_postal_code(text).finding
    assert finding is not None
    assert (finding.code, finding.severity) == (code, "error")


def test_a_cedex_code_passes_with_a_warning() -> None:
    parsed = parse_postal_code("38039")
    assert parsed.value == "38039"
    assert parsed.finding is not None
    assert (parsed.finding.code, parsed.finding.severity) == ("postal_code.unknown", "warning")


@pytest.mark.parametrize(
    ("code", "city", "agrees"),
    [
        ("42000", "ST ETIENNE", True),
        ("42000", "Saint-Etienne", True),
        ("69003", "Lyon 3e", True),
        ("69003", "LYON CEDEX 03", True),
        ("42000", "Lyon", False),
        ("38039", "Grenoble Cedex 2", True),
        ("42000", "", True),
    ],
)
def test_town_and_code_agree(code: str, city: str, agrees: bool) -> None:
    assert town_agrees(code, city) is agrees


def test_suggestions_while_typing() -> None:
    assert [(code, town.name) for code, town in suggest_postal_codes("4200", 1)] == [
        ("42000", "Saint-Étienne")
    ]
    assert suggest_postal_codes("x") == ()


@given(st.text(max_size=12))
def test_reading_never_fails(text: str) -> None:
    parsed = parse_postal_code(text)
    assert parsed.value is None or len(parsed.value) == 5


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared public tables are not beside this checkout")
def test_the_files_are_what_the_tool_builds(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(SHARED, tmp_path)
    assert "postal_codes.tsv: 6328 rows" in capsys.readouterr().out
    for path in tmp_path.iterdir():
        assert path.read_bytes() == (TARGET / path.name).read_bytes(), path.name
