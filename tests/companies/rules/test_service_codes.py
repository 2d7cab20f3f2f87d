"""The services of a public body, one a line: code, then name."""

import pytest

from negoce.companies.rules.service_codes import ServiceCode, clean_service_codes, read_service_codes


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("", ""),
        ("FACTURES_PUBLIQUES", "FACTURES_PUBLIQUES"),
        (" D75 ; Voirie \n\nD76 - Écoles\tet crèches", "D75 – Voirie\nD76 – Écoles et crèches"),
        ("D75 – Voirie\nD75 Parcs", "D75 – Parcs"),
    ],
)
def test_lines_are_read_once_each(typed, stored):
    assert clean_service_codes(typed).value == stored
    assert clean_service_codes(stored).value == stored


def test_what_is_stored_is_read_back():
    assert read_service_codes("D75 – Voirie\nD76") == (ServiceCode("D75", "Voirie"), ServiceCode("D76"))


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("– Voirie", "service_codes.no_code"),
        ("A" * 101, "service_codes.code_long"),
        ("A " + "b" * 121, "service_codes.name_long"),
        ("\n".join(f"S{at}" for at in range(31)), "service_codes.many"),
    ],
)
def test_what_cannot_be_a_service_is_refused(typed, code):
    finding = clean_service_codes(typed).finding
    assert finding is not None
    assert finding.code == code
