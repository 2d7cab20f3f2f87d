"""SIREN, SIRET and VAT numbers (R-I1, R-I2)."""

import csv
import gzip
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negoce.companies.rules.identifiers import (
    format_siren,
    format_siret,
    format_vat_number,
    is_siren,
    is_siret,
    parse_siren,
    parse_siret,
    parse_vat_number,
    vat_number_of,
)

SHARED = Path(__file__).resolve().parents[4] / "shared" / "data" / "fr_companies"


def with_luhn_key(digits: str) -> str:
    """Return the digits followed by their Luhn key, worked out apart from the rule."""
    total = 0
    for position, digit in enumerate(reversed(digits)):
        value = int(digit) * 2 if position % 2 == 0 else int(digit)
        total += value - 9 if value > 9 else value
    return digits + str(-total % 10)


@pytest.mark.parametrize("number", ["732829320", "404833048", "356000000"])
def test_worked_examples_of_siren(number: str) -> None:
    """R-I1: valid SIREN numbers of the domain reference."""
    assert parse_siren(number).value == number


@pytest.mark.parametrize("number", ["73282932000074", "35600000000048", "35600000049837"])
def test_worked_examples_of_siret(number: str) -> None:
    """R-I1: valid SIRET numbers, two of La Poste: one by Luhn, one by its sum of 45."""
    assert parse_siret(number).value == number


@pytest.mark.parametrize("number", ["732829321", "356000001"])
def test_worked_examples_of_wrong_siren(number: str) -> None:
    """R-I1: invalid SIREN numbers of the domain reference."""
    finding = parse_siren(number).finding
    assert finding is not None
    assert (finding.code, finding.figures) == ("siren.check_digit", {"text": format_siren(number)})


@pytest.mark.parametrize(
    "text",
    [
        "732 829 320",
        " 732.829.320 ",
        "732\u00a0829\u202f320",
        "732-829-320",
        "732829320.0",
        "\ufeff732829320",
    ],
)
def test_separators_do_not_matter(text: str) -> None:
    """R-I1: as people and spreadsheets write it."""
    assert parse_siren(text).value == "732829320"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("7,32829E+08", "siren.scientific"),
        ("7.3E8", "siren.scientific"),
        ("73282932A", "siren.characters"),
        ("٧٣٢٨٢٩٣٢٠", "siren.characters"),
        ("<script>", "siren.characters"),
        ("7328293", "siren.length"),
        ("7328293200", "siren.length"),
        ("9" * 10_000, "siren.length"),
        ("000000000", "siren.zeros"),
        ("73282932000074", "siren.is_siret"),
    ],
)
def test_siren_refused_with_its_reason(text: str, code: str) -> None:
    """R-I1."""
    finding = parse_siren(text).finding
    assert finding is not None
    assert (finding.code, finding.severity) == (code, "error")


def test_a_zero_lost_by_a_spreadsheet_is_suggested_not_guessed() -> None:
    """R-I1: 21 large companies of a real file lost theirs."""
    number = with_luhn_key("01234567")
    parsed = parse_siren(number[1:])
    assert parsed.value is None
    assert parsed.finding is not None
    assert parsed.finding.code == "siren.leading_zero"
    assert parsed.finding.figures["suggestion"] == format_siren(number)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("00000000000000", "siret.zeros"),
        ("7,32829E+13", "siret.scientific"),
        ("4,33004E+13", "siret.scientific"),
        ("73282932000075", "siret.check_digit"),
        ("73282932100074", "siret.siren_check_digit"),
        ("35600000049838", "siret.check_digit"),
        ("732829320", "siret.is_siren"),
        ("7328293200007", "siret.length"),
        ("7328293200007X", "siret.characters"),
    ],
)
def test_siret_refused_with_its_reason(text: str, code: str) -> None:
    """R-I1: `00000000000000` satisfies Luhn and is refused all the same."""
    finding = parse_siret(text).finding
    assert finding is not None
    assert finding.code == code


def test_the_exception_of_la_poste_is_only_for_la_poste() -> None:
    """R-I1: a sum of 45 does not save another company's number."""
    assert is_siret("35600000049837")
    other = "73282932000011"
    assert sum(map(int, other)) % 5 != 0 or not is_siret(other)
    candidates = [f"732829320{end:05d}" for end in range(200)]
    by_five = [number for number in candidates if sum(map(int, number)) % 5 == 0]
    assert by_five
    assert not all(is_siret(number) for number in by_five)


@given(st.integers(1, 99_999_999))
def test_every_number_with_its_luhn_key_is_a_siren_and_no_neighbour_is(body: int) -> None:
    """R-I1: any single wrong digit is found."""
    number = with_luhn_key(f"{body:08d}")
    assert is_siren(number)
    wrong = number[:4] + str((int(number[4]) + 1) % 10) + number[5:]
    assert not is_siren(wrong)


@pytest.mark.parametrize(("siren", "vat"), [("732829320", "FR44732829320"), ("404833048", "FR83404833048")])
def test_worked_examples_of_vat_numbers(siren: str, vat: str) -> None:
    """R-I2: key = (12 + 3 × (SIREN mod 97)) mod 97."""
    assert vat_number_of(siren) == vat
    assert parse_vat_number(vat).value == vat
    assert parse_vat_number(vat, siren).value == vat


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("fr 44 732 829 320", "FR44732829320"),
        ("44 732829320", "FR44732829320"),
        ("FRK7399859412", "FRK7399859412"),
        ("FR 4Z 123456782", "FR4Z123456782"),
        ("FR53000004605", "FR53000004605"),
        ("BE0428759497", "BE0428759497"),
        ("DE136695976", "DE136695976"),
    ],
)
def test_vat_numbers_read(text: str, value: str) -> None:
    """R-I2: keys with letters are accepted and not computed; Monaco has no SIREN; others by shape."""
    assert parse_vat_number(text).value == value


@pytest.mark.parametrize(
    ("text", "siren", "code"),
    [
        ("FR45732829320", "", "vat.key"),
        ("FR44732829321", "", "vat.siren"),
        ("FR44732829320", "404833048", "vat.other_siren"),
        ("FRIO732829320", "", "vat.shape"),
        ("FR4473282932", "", "vat.shape"),
        ("FR44000000000", "", "vat.shape"),
        ("bonjour", "", "vat.shape"),
        ("4,47E+10", "", "vat.scientific"),
    ],
)
def test_vat_numbers_refused_with_their_reason(text: str, siren: str, code: str) -> None:
    """R-I2."""
    finding = parse_vat_number(text, siren).finding
    assert finding is not None
    assert finding.code == code


def test_a_wrong_key_comes_with_the_right_one() -> None:
    """R-I2."""
    finding = parse_vat_number("FR45732829320").finding
    assert finding is not None
    assert finding.figures["suggestion"] == format_vat_number("FR44732829320")


def test_numbers_are_written_in_groups() -> None:
    assert format_siren("732829320") == "732\u00a0829\u00a0320"
    assert format_siret("73282932000074") == "732\u00a0829\u00a0320\u00a000074"
    assert format_vat_number("FR44732829320") == "FR44\u00a0732829320"


@given(st.text(max_size=40))
def test_reading_never_fails(text: str) -> None:
    for parse in (parse_siren, parse_siret, parse_vat_number):
        parsed = parse(text)
        assert parsed.value is None or parsed.value.isascii()


def test_nothing_given_is_nothing_wrong() -> None:
    for parse in (parse_siren, parse_siret, parse_vat_number):
        assert (parse("  ").value, parse("  ").finding) == (None, None)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared public files are not beside this checkout")
def test_real_industrial_sites() -> None:
    """R-I1: every SIRET of a real public file is read, but two of zeros and three whose SIREN is none."""
    with gzip.open(
        SHARED / "irep_industrial_sites_train.csv.gz", "rt", encoding="utf-8", newline=""
    ) as lines:
        numbers = [row["Numero_SIRET"] for row in csv.DictReader(lines)]
    findings = [parse_siret(number).finding for number in numbers]
    refused = Counter(finding.code for finding in findings if finding is not None)
    assert len(numbers) == 6_673
    assert refused == {"siret.zeros": 2, "siret.siren_check_digit": 3}


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared public files are not beside this checkout")
def test_real_large_companies_with_lost_zeros() -> None:
    """R-I1: the 21 SIREN that lost their zero are told apart from wrong ones."""
    with (SHARED / "sirene_2019_large_companies.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    codes = [parse_siren(row["siren"]).finding for row in rows]
    told = [finding.code for finding in codes if finding is not None]
    assert (len(rows), set(told)) == (2_341, {"siren.leading_zero"})
