"""What follows from the values of a company, and numbers that do not agree."""

from __future__ import annotations

from decimal import Decimal

import pytest

from negoce.companies.rules.company_derived import (
    derive_company,
    proposed_vat_number,
    size_class_of,
    standing_warnings,
)

SIREN, OTHER = "732829320", "404833048"
SIRET = "73282932000074"


@pytest.mark.parametrize(
    ("given", "stored", "values", "errors"),
    [
        ({"siret": SIRET}, {}, {"siren": SIREN}, []),
        ({"siret": SIRET}, {"siren": OTHER}, {"siren": SIREN}, []),
        ({"siret": SIRET, "siren": SIREN}, {}, {}, []),
        ({"siret": SIRET, "siren": OTHER}, {}, {}, ["siret.other_siren"]),
        ({"siren": OTHER}, {"siret": SIRET, "siren": SIREN}, {}, ["siren.other_siret"]),
        ({"siren": ""}, {"siret": SIRET, "siren": SIREN}, {}, ["siren.other_siret"]),
        ({"siret": ""}, {"siret": SIRET, "siren": SIREN}, {}, []),
        ({"vat_number": f"FR44{SIREN}"}, {"siren": SIREN}, {}, []),
        ({"vat_number": f"FR83{OTHER}"}, {"siren": SIREN}, {}, ["vat.other_siren"]),
        ({"vat_number": "DE123456789"}, {"siren": SIREN}, {}, []),
        ({"vat_number": "FR12000123456"}, {"siren": SIREN}, {}, []),  # Monaco
        ({"headcount": 48}, {}, {"headcount_band": "12", "size_class": ""}, []),
        ({"headcount": 48, "headcount_band": "21"}, {}, {"size_class": ""}, []),
        ({"headcount": None}, {"headcount_band": "12"}, {"size_class": ""}, []),
        ({"legal_form": "7210"}, {"buyer_type": "business"}, {"buyer_type": "public_body"}, []),
        ({"legal_form": "5710"}, {"buyer_type": "public_body"}, {}, []),
        ({"legal_form": "7210", "buyer_type": "business"}, {}, {}, []),
        ({"buyer_type": "business"}, {"public_body_kind": "state"}, {"public_body_kind": ""}, []),
        (
            {"city": "Saint-Étienne"},
            {"postal_code": "42000"},
            {"city_key": "saint etienne", "department": "42"},
            [],
        ),
        ({"country": "BE"}, {"postal_code": "38250"}, {"city_key": "", "department": ""}, []),
        ({"name": "É" * 200}, {}, {"name_key": "e" * 200}, []),
    ],
)  # fmt: skip
def test_what_follows(
    given: dict[str, object], stored: dict[str, object], values: dict[str, object], errors: list[str]
) -> None:
    derived = derive_company(given, stored)
    assert dict(derived.values) == values
    assert [finding.code for finding in derived.errors.values()] == errors


def test_the_size_needs_its_three_figures() -> None:
    known = {"headcount": 249, "turnover": Decimal(60_000_000), "balance_sheet_total": Decimal(40_000_000)}
    assert size_class_of(known) == "pme"
    assert size_class_of({**known, "turnover": None}) == ""


@pytest.mark.parametrize(
    ("values", "warned"),
    [
        ({"siren": SIREN, "vat_number": f"FR44{SIREN}"}, {}),
        ({"siren": SIREN, "vat_number": f"FR83{OTHER}"}, {"vat_number": "vat.other_siren_kept"}),
        ({"siren": SIREN, "vat_number": "DE123456789"}, {}),
        ({"postal_code": "38250", "city": "Villard-de-Lans"}, {}),
        ({"postal_code": "38250", "city": "Lyon"}, {"city": "postal_code.other_town"}),
        ({"postal_code": "38250", "city": "Lyon", "country": "BE"}, {}),
        ({"headcount": 48, "headcount_band": "12"}, {}),
        ({"headcount": 48, "headcount_band": "21"}, {"headcount_band": "headcount.band_disagrees"}),
    ],
)
def test_what_is_stored_but_looks_wrong(values: dict[str, object], warned: dict[str, str]) -> None:
    assert {name: each.code for name, each in standing_warnings(values).items()} == warned


def test_a_vat_number_is_proposed_only_when_it_is_missing() -> None:
    assert proposed_vat_number({"siren": SIREN}) == f"FR44{SIREN}"
    assert proposed_vat_number({"siren": SIREN, "vat_number": "DE123456789"}) == ""
    assert proposed_vat_number({"siren": SIREN, "country": "BE"}) == ""
    assert proposed_vat_number({}) == ""
