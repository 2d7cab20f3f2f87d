"""Real files, with exact counts; each goes in twice and doubles nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from negoce.companies.models import Address, Company, ImportImage, ImportRowIssue, ImportRun
from negoce.kit.refusal import Refused
from tests.factories.imports import counts, make_import, run_import_of, shared_file

pytestmark = pytest.mark.django_db

FILES = {
    "fr_companies/irep_industrial_sites_train.csv.gz": (
        {"created": 6668, "refused": 5},
        {"unchanged": 6668, "refused": 5},
    ),
    "fr_companies/sirene_2021_isere_commerce_alimentaire.csv.gz": ({"created": 765}, {"unchanged": 765}),
    "fr_companies/sirene_2019_large_companies.csv": ({"created": 2341}, {"unchanged": 2341}),
    "fr_companies/bitd_2026_establishments.csv": ({"created": 311}, {"unchanged": 311}),
    "messy_imports/real/sirene_2015_bars_marseille_semicolon_verbose_headers.csv": (
        {"created": 1177},
        {"unchanged": 1177},
    ),
    "messy_imports/real/dila_annuaire_services_publics_2015.tsv": (
        {"created": 4026, "unchanged": 5, "incomplete": 93},
        {"unchanged": 4031, "incomplete": 93},
    ),
    "messy_imports/derived/clients_cp1252_semicolon_excel_fr.csv": (
        {"created": 266, "refused": 134},
        {"unchanged": 266, "refused": 134},
    ),
    "messy_imports/derived/clients_utf8_bom_semicolon.csv": (
        {"created": 133, "refused": 67},
        {"unchanged": 133, "refused": 67},
    ),
    "messy_imports/derived/clients_utf16le_tab_excel_texte_unicode.txt": (
        {"created": 66, "refused": 34},
        {"unchanged": 66, "refused": 34},
    ),
    "messy_imports/derived/clients_mojibake_utf8_read_as_cp1252.csv": (
        {"created": 66, "refused": 34},
        {"unchanged": 66, "refused": 34},
    ),
    "messy_imports/derived/clients_title_merged_two_line_header.xlsx": (
        {"created": 150, "refused": 1},
        {"unchanged": 150, "refused": 1},
    ),
}


def sites_declared_under_one_siret_stay_apart(run: ImportRun) -> None:
    codes = {issue.code for issue in ImportRowIssue.objects.all()}
    assert codes == {"siret.zeros", "siret.siren_check_digit"}
    assert Company.objects.values("siret").distinct().count() < Company.objects.count()


def addresses_and_their_parts_are_put_together(run: ImportRun) -> None:
    company = Company.objects.get(siret="30806549900128")
    assert (company.postal_code, company.city, company.department) == ("38000", "GRENOBLE", "38")
    assert Address.objects.get(company=company).line1 == "3 RUE DE STRASBOURG"
    assert company.legal_form == "5710"


def leading_zeros_come_back_where_the_check_digit_proves_them(run: ImportRun) -> None:
    assert Company.objects.get(name="APRR").siren == "016250029"
    assert Company.objects.exclude(siren__regex=r"^\d{9}$").count() == 0
    assert Company.objects.filter(siren__startswith="0").count() == 21


def an_address_on_one_line_gives_its_postal_code_and_town(run: ImportRun) -> None:
    company = Company.objects.get(siret="55205902401909")
    assert (company.name, company.postal_code, company.city) == ("THALES", "92190", "Meudon")
    assert Address.objects.get(company=company).line1 == "4 RUE DE LA VERRERIE"


def telephones_in_96_shapes_are_read(run: ImportRun) -> None:
    bad = ImportRowIssue.objects.filter(run=run, field="phone").count()
    assert Company.objects.exclude(phone="").count() == 3854
    assert bad == 22
    assert not Company.objects.exclude(phone="").exclude(phone__startswith="+").exists()


def a_siret_in_scientific_notation_is_never_guessed(run: ImportRun) -> None:
    issues = ImportRowIssue.objects.filter(run=run, code="siret.scientific")
    assert issues.count() == 134
    first = issues.order_by("row_number").first()
    assert first is not None
    assert (first.row_number, first.column, first.value) == (2, "N° SIRET", "3,95031E+13")
    assert not Company.objects.filter(name__icontains="sanofi winthrop industrie", siret="").exists()


def accents_that_were_broken_before_are_mended(run: ImportRun) -> None:
    assert run.mend
    assert run.columns[2] == "N° SIRET"
    assert Company.objects.filter(name="Thales Electron Device (Unité de Vélizy)").count() == 1
    assert not Company.objects.filter(name__contains="Ã").exists()


# Files are unlike in what is read of them; those that ask a database the most, and each thing once, ask every one.
ASK_EVERY_DATABASE = {
    "fr_companies/sirene_2019_large_companies.csv",
    "messy_imports/real/dila_annuaire_services_publics_2015.tsv",
    "messy_imports/derived/clients_utf8_bom_semicolon.csv",
    "messy_imports/derived/clients_title_merged_two_line_header.xlsx",
}
EACH_FILE = [
    pytest.param(name, marks=() if name in ASK_EVERY_DATABASE else pytest.mark.asked_already)
    for name in FILES
]

# What else a file is there for, looked at once it has gone in.
LOOKED_AT: dict[str, Callable[[ImportRun], None]] = {
    "fr_companies/irep_industrial_sites_train.csv.gz": sites_declared_under_one_siret_stay_apart,
    "fr_companies/sirene_2021_isere_commerce_alimentaire.csv.gz": addresses_and_their_parts_are_put_together,
    "fr_companies/sirene_2019_large_companies.csv": leading_zeros_come_back_where_the_check_digit_proves_them,
    "fr_companies/bitd_2026_establishments.csv": an_address_on_one_line_gives_its_postal_code_and_town,
    "messy_imports/real/dila_annuaire_services_publics_2015.tsv": telephones_in_96_shapes_are_read,
    "messy_imports/derived/clients_cp1252_semicolon_excel_fr.csv": a_siret_in_scientific_notation_is_never_guessed,
    "messy_imports/derived/clients_mojibake_utf8_read_as_cp1252.csv": accents_that_were_broken_before_are_mended,
}


@pytest.mark.parametrize("name", EACH_FILE)
def test_a_real_file_goes_in_and_a_second_time_doubles_nothing(name):
    shown, content = shared_file(name)
    first, second = FILES[name]
    run = run_import_of(content, shown)
    assert run.target == "companies"
    assert counts(run) == first
    stored = Company.objects.count()
    assert stored == first["created"]
    images = ImportImage.objects.filter(run=run, kind="company")
    assert sum(len(image.records["created"]) for image in images) == first["created"]
    if name in LOOKED_AT:
        LOOKED_AT[name](run)
    again = run_import_of(content, shown)
    assert counts(again) == second
    assert Company.objects.count() == stored


@pytest.mark.parametrize(
    "name",
    [
        "messy_imports/real/insee_cj_septembre_2022.xls",
        "messy_imports/real/insee_int_courts_naf_rev_2.xls",
        "messy_imports/real/signaux_faibles_libelles_ape_semicolon_multiline_header.csv",
    ],
)
def test_a_list_of_codes_has_no_company_name_and_nothing_is_imported(name):
    shown, content = shared_file(name)
    with pytest.raises(Refused, match="Aucune colonne ne donne « nom »"):
        run_import_of(content, shown)
    assert Company.objects.count() == 0


def test_public_bodies_with_addresses_of_their_own_are_companies_not_persons():
    name, content = shared_file("messy_imports/derived/contacts_organismes_cp1252_semicolon.csv")
    run = run_import_of(content, name)
    assert (run.target, counts(run)) == ("companies", {"created": 299, "updated": 1, "incomplete": 7})


def test_what_was_found_in_a_file_is_proposed_before_anything_is_read():
    name, content = shared_file("messy_imports/derived/clients_title_merged_two_line_header.xlsx")
    run = make_import(content, name)
    assert run.header_row == 3
    assert run.columns[:3] == ["Société › Code", "Société › Raison sociale", "Société › SIRET"]
    assert run.mapping == {
        "0": "import_key", "1": "name", "2": "siret", "3": "line1", "4": "postal_code", "5": "city",
        "6": "activity_code",
    }  # fmt: skip
    assert Company.objects.count() == 0
