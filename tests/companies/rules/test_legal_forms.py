"""Legal forms (domain section 6)."""

import pytest

from negoce.companies.enums import BuyerType
from negoce.companies.rules.legal_forms import (
    buyer_type_of,
    common_legal_forms,
    legal_form,
    parse_legal_form,
    search_legal_forms,
)


@pytest.mark.parametrize(
    ("code", "short"),
    [
        ("5498", "EURL"),
        ("5499", "SARL"),
        ("5599", "SA"),
        ("5710", "SAS"),
        ("5720", "SASU"),
        ("6540", "SCI"),
        ("7210", "Commune"),
        ("7220", "Département"),
        ("9220", "Association"),
        ("8311", "CSE"),
        ("1000", "EI"),
    ],
)
def test_the_forms_of_the_domain_reference(code: str, short: str) -> None:
    form = legal_form(code)
    assert form is not None
    assert form.short_label == short


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("SARL", "5499"),
        ("S.A.R.L.", "5499"),
        ("s a s", "5710"),
        ("5710", "5710"),
        ("Société civile immobilière", "6540"),
        ("societe civile immobiliere", "6540"),
    ],
)
def test_forms_read(text: str, code: str) -> None:
    form = parse_legal_form(text)
    assert form is not None
    assert form.code == code


def test_unknown_forms() -> None:
    assert parse_legal_form("") is None
    assert parse_legal_form("9999") is None
    assert parse_legal_form("Confrérie") is None


def test_search() -> None:
    assert search_legal_forms("sas")[0].code == "5710"
    assert [form.code for form in search_legal_forms("7220")] == ["7220"]
    assert "6540" in {form.code for form in search_legal_forms("civile immobil")}
    assert search_legal_forms(" ") == ()


def test_every_abbreviation_stands_for_a_known_form() -> None:
    assert len(common_legal_forms()) >= 20
    assert all(form.label for form in common_legal_forms())


@pytest.mark.parametrize(
    ("code", "buyer"),
    [
        ("7210", BuyerType.PUBLIC_BODY),
        ("4110", BuyerType.PUBLIC_BODY),
        ("8311", BuyerType.WORKS_COUNCIL),
        ("5710", BuyerType.BUSINESS),
        ("9220", BuyerType.BUSINESS),
    ],
)
def test_who_buys(code: str, buyer: BuyerType) -> None:
    assert buyer_type_of(code) == buyer
