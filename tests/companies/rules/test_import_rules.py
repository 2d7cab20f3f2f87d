"""Headers, columns and known companies, found from what files hold."""

from __future__ import annotations

from datetime import date

import pytest

from negoce.companies.rules.imports.alike_names import alike_names
from negoce.companies.rules.imports.columns import guess_columns, known_names
from negoce.companies.rules.imports.company_fields import COMPANY_HINTS
from negoce.companies.rules.imports.company_row import read_company
from negoce.companies.rules.imports.contact_fields import CONTACT_HINTS
from negoce.companies.rules.imports.countries import country_code
from negoce.companies.rules.imports.header import find_header, header_key
from negoce.companies.rules.imports.matching import Likeness, find_same, same_siret
from negoce.companies.rules.imports.rows import ReadContext

KNOWN = known_names(COMPANY_HINTS)
CONTEXT = ReadContext(date(2026, 11, 20))


@pytest.mark.parametrize(
    ("rows", "last", "names"),
    [
        ([["Nom", "Ville"], ["Laiterie", "Lyon"]], 0, ("Nom", "Ville")),
        ([["Liste au 15/03/2024", ""], ["", ""], ["Nom", "Ville"], ["A", "B"]], 2, ("Nom", "Ville")),
        (
            [
                ["Société", "", "Adresse", ""],
                ["Code", "Raison sociale", "CP", "Ville"],
                ["1", "A", "38000", "B"],
            ],
            1,
            ("Société › Code", "Société › Raison sociale", "Adresse › CP", "Adresse › Ville"),
        ),
        ([["73282932000074", "38000", "a@b.example"]], -1, ("A", "B", "C")),
        ([["Nom", "Nom", ""], ["A", "B", "C"]], 0, ("Nom", "Nom (2)", "C")),
    ],
)
def test_the_header_is_found(rows, last, names):
    header = find_header(rows, KNOWN)
    assert (header.last, header.names) == (last, names)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("codePostal2Etablissement", "code postal 2 etablissement"),
        ("N° SIRET", "n siret"),
        ("C.P.", "cp"),
        ("C.P / Ville", "cp ville"),
        ("C.A. HT", "ca ht"),
        ("Adresse e.mail", "adresse e mail"),
        ("  Libellé  d’activité ", "libelle d activite"),
        ("Intitulés NAF rév. 2, \nen 65 caractères", "intitules naf rev 2 en 65 caracteres"),
    ],
)
def test_names_are_compared_without_their_dress(name, key):
    assert header_key(name) == key


@pytest.mark.parametrize(
    ("names", "row", "fields"),
    [
        (
            ["Company Name", "Zip", "City", "Phone"],
            ["A", "38000", "Lyon", "0476000000"],
            ["name", "postal_code", "city", "phone"],
        ),
        (["Entreprise", "Raison sociale"], ["Groupe", "Filiale"], [None, "name"]),
        (["Nom", "Numéro"], ["Laiterie", "73282932000074"], ["name", None]),
        (["Libellé de la commune", "Code commune"], ["Lyon", "69123"], ["city", None]),
        (["Tranche d’effectif", "Effectif"], ["11", "12"], ["headcount_band", "headcount"]),
    ],
)
def test_columns_go_to_fields(names, row, fields):
    found = guess_columns(names, [row], COMPANY_HINTS)
    assert [found.get(at) for at in range(len(names))] == fields


def test_values_alone_tell_identifiers_and_addresses():
    rows = [["x", "732829320", "a@b.example"]] * 3
    assert guess_columns(["A", "B", "C"], rows, COMPANY_HINTS) == {1: "siren", 2: "email"}


def test_persons_and_their_company_are_told_apart():
    names = ["Société", "Nom", "Prénom", "Portable", "Tél.", "E-mail"]
    row = ["Laiterie", "Garnier", "Hélène", "0612345678", "0476000000", "h@v.example"]
    assert list(guess_columns(names, [row], CONTACT_HINTS).values()) == [
        "company_name", "last_name", "first_name", "mobile", "phone", "email",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "code"),
    [("France", "FR"), ("fr", "FR"), ("ALLEMAGNE", "DE"), ("Germany", "DE"), ("Nulle part", ""), ("XX", "")],
)
def test_countries_are_known_by_name_and_code(text, code):
    assert country_code(text) == code


@pytest.mark.parametrize(
    ("cells", "siren", "siret"),
    [
        ({"siren": "16250029"}, "016250029", None),
        ({"siret": "732 829 320 00074"}, "732829320", "73282932000074"),
        ({"siren": "732829320", "nic": "74"}, "732829320", "73282932000074"),
        ({"siren": "73282932000074"}, "732829320", "73282932000074"),
        ({"siret": "732829320"}, "732829320", None),
    ],
)
def test_identifiers_are_completed_only_where_the_key_proves_it(cells, siren, siret):
    row = read_company(2, {"name": "Laiterie", **cells}, CONTEXT)
    assert (row.refused, row.values.get("siren"), row.values.get("siret")) == (False, siren, siret)


def test_a_siren_that_contradicts_its_siret_refuses_the_row():
    row = read_company(2, {"name": "A", "siren": "404833048", "siret": "73282932000074"}, CONTEXT)
    assert row.refused
    assert [each.finding.code for each in row.findings] == ["siret.other_siren"]


def like(handle: int = 1, **values: str) -> Likeness:
    fields = {
        "key": "",
        "siren": "",
        "siret": "",
        "bare_name": "laiterie",
        "postal_code": "",
        "city_key": "",
        **values,
    }
    return Likeness(handle, **fields)


SIRET = {"siren": "732829320", "siret": "73282932000074"}


@pytest.mark.parametrize(
    ("row", "known", "same"),
    [
        (like(**SIRET), like(**SIRET), True),
        (like(**SIRET, postal_code="38000"), like(**SIRET, postal_code="26000"), True),
        (like(**SIRET, bare_name="laitterie", city_key="lyon"), like(**SIRET, city_key="die"), True),
        (like(**SIRET, bare_name="autre", postal_code="38000"), like(**SIRET, postal_code="26000"), False),
        (like(siren="732829320", postal_code="38000"), like(**SIRET, postal_code="26000"), False),
        (like(**SIRET, bare_name="autre", postal_code="38000"), like(**SIRET, postal_code="38000"), True),
        (like(**SIRET, key="a:1"), like(**SIRET, key="a:2"), False),
        (like(**SIRET, key="a:1"), like(**SIRET, key="b:2"), True),
        (like(key="a:1", bare_name="autre"), like(key="a:1"), False),
        (like(key="a:1", bare_name="autre", city_key="lyon"), like(key="a:1", city_key="lyon"), True),
        (like(siren="732829320"), like(siren="404833048"), False),
        (like(siren="732829320", bare_name="autre"), like(siren="732829320"), True),
        (like(siren="732829320", bare_name="autre"), like(**SIRET), False),
        (like(city_key="lyon"), like(city_key="lyon"), True),
        (like(city_key="lyon"), like(city_key="valence"), False),
        (like(city_key="grenoble cedex 9"), like(city_key="grenoble"), True),
        (
            like(postal_code="38025", city_key="grenoble cedex"),
            like(postal_code="38000", city_key="grenoble"),
            True,
        ),
        (like(city_key="paris cedex 12"), like(city_key="paris cedex 02"), False),
        (like(city_key="st etienne"), like(city_key="saint etienne"), True),
        (like(city_key="lyon 3e"), like(city_key="lyon"), True),
        (like(city_key="lyon 3e"), like(city_key="lyon 1er"), False),
        (like(city_key="lyon"), like(), False),
        (like(), like(city_key="lyon"), True),
        (like(bare_name=""), like(bare_name=""), False),
    ],
)
def test_what_makes_two_companies_one(row, known, same):
    assert (find_same(row, [known]) is known) is same


def test_of_several_with_one_siret_and_name_the_one_of_the_place_is_meant():
    places = [like(1, **SIRET, city_key="lyon"), like(2, **SIRET, city_key="valence")]
    assert find_same(like(**SIRET, city_key="valence"), places) is places[1]
    assert find_same(like(**SIRET, city_key="die"), places) is places[0]


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("laiterie du vercors", "laiterie vercors", True),
        ("laiterie vercors", "vercors laiterie", True),
        ("la poste", "laposte", True),
        ("laiterie vercors", "laitterie vercors", True),
        ("carriere nord", "carriere sud", False),
        ("atelier 1", "atelier 2", False),
        ("depot a", "depot b", False),
        ("sanofi", "sanofi vitry", False),
        ("", "", False),
        ("de la", "du", False),
    ],
)
def test_what_makes_two_names_alike(one, other, alike):
    assert alike_names(one, other) is alike


def test_whoever_bears_the_siret_of_another_is_named_unless_codes_tell_them_apart():
    known = [like(2, **SIRET, key="a:1"), like(1, **SIRET), like(3, bare_name="autre")]
    assert same_siret(like(**SIRET, key="a:2"), known) is known[1]
    assert same_siret(like(**SIRET, key="a:2"), known[:1]) is None
    assert same_siret(like(), known) is None


def test_a_name_alone_is_no_proof_among_several():
    places = [like(1, city_key="lyon"), like(2, city_key="valence")]
    assert find_same(like(), places) is None
    assert find_same(like(city_key="valence"), places) is places[1]
