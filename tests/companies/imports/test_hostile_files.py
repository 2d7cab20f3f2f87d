"""Files that nobody prepared: the rest goes in, nothing is lost, and what is wrong is named."""

from __future__ import annotations

import io
import resource

import pytest
import xlsxwriter

from negoce.companies.actions.imports.create import create_import
from negoce.companies.models import Address, Company
from negoce.files.actions import file_store
from negoce.identity.enums import Role
from negoce.kit.refusal import Refused
from tests.factories.identity import make_actor
from tests.factories.imports import counts, run_import_of, text_file

pytestmark = pytest.mark.django_db
HEADER = "Raison sociale;SIRET;Adresse;Code postal;Ville;Téléphone"
LAITERIE = "Laiterie du Vercors;73282932000074;3 rue des Bergers;38250;Villard-de-Lans;0476000001"


@pytest.mark.parametrize("mark", [b"", b"\xff\xfe", b"\xfe\xff"])
@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_is_read_with_and_without_its_mark(encoding, mark):
    if mark and (mark == b"\xff\xfe") != (encoding == "utf-16-le"):
        mark = mark[::-1]
    content = mark + f"{HEADER}\r\n{LAITERIE}\r\n".replace(";", "\t").encode(encoding)
    run = run_import_of(content, "clients.txt")
    assert (run.encoding, run.separator, counts(run)) == (encoding, "\t", {"created": 1})
    assert Company.objects.get().city == "Villard-de-Lans"


@pytest.mark.parametrize("separator", [";", "\t", ",", "|"])
def test_rows_that_lack_cells_at_their_end_go_in(separator):
    rows = [HEADER, LAITERIE, "Fromagerie;;4 rue du Puits", "Boulangerie"]
    run = run_import_of(text_file(*(row.replace(";", separator) for row in rows)))
    assert counts(run) == {"created": 3}
    assert Address.objects.get(company__name="Fromagerie").line1 == "4 rue du Puits"


def test_titles_and_a_header_on_two_lines_with_breaks_are_put_together():
    rows = (
        "Export du 21/11/2026;;;;;",
        ";;;;;",
        "Société;;Adresse;;;",
        '"Raison\nsociale";SIRET;Rue;"Code\npostal";Ville;Tél',
        LAITERIE,
    )
    run = run_import_of(text_file(*rows))
    assert run.columns[0] == "Société › Raison sociale"
    assert counts(run) == {"created": 1}
    company = Company.objects.get()
    assert (company.name, company.postal_code, company.phone) == (
        "Laiterie du Vercors",
        "38250",
        "+33476000001",
    )


def test_a_workbook_of_formulas_and_merged_cells_gives_what_it_shows():
    output = io.BytesIO()
    with xlsxwriter.Workbook(output) as book:
        sheet = book.add_worksheet()
        sheet.merge_range("A1:D1", "Nos clients")
        sheet.write_row("A2", ("Raison sociale", "SIRET", "Code postal", "Ville"))
        sheet.write_formula("A3", '=CONCATENATE("Laiterie"," du Vercors")', None, "Laiterie du Vercors")
        sheet.write_number("B3", 73282932000074)
        sheet.write_formula("C3", "=38000+250", None, 38250)
        sheet.merge_range("D3:D4", "Villard-de-Lans")
        sheet.write_row("A4", ("Fromagerie", "", "38250"))
        sheet.write_formula("A5", "=1/0", None, "#DIV/0!")
    run = run_import_of(output.getvalue(), "clients.xlsx")
    assert run.columns[:4] == ["Raison sociale", "SIRET", "Code postal", "Ville"]
    assert sorted(Company.objects.values_list("name", "siret", "postal_code", "city"))[-2:] == [
        ("Fromagerie", "", "38250", ""),
        ("Laiterie du Vercors", "73282932000074", "38250", "Villard-de-Lans"),
    ]
    assert not Company.objects.filter(name__startswith="=").exists()


def test_a_field_of_ten_thousand_characters_is_named_and_the_others_go_in():
    row = LAITERIE.replace("Laiterie du Vercors", "x" * 10_000).replace("73282932000074", "")
    street = LAITERIE.replace("3 rue des Bergers", "y" * 10_000)
    run = run_import_of(text_file(HEADER, row, street))
    assert counts(run) == {"created": 1, "refused": 1, "incomplete": 1}
    assert [(each.row_number, each.field, each.code) for each in run.issues.all()] == [
        (2, "name", "text.too_long"),
        (3, "line1", "text.too_long"),
    ]


def test_two_hundred_megabytes_are_looked_at_without_being_held():
    piece = (LAITERIE + "\r\n").encode() * 12_000
    pieces = [text_file(HEADER), *[piece] * (200_000_000 // len(piece) + 1)]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    run = create_import(make_actor(Role.ADMINISTRATOR), name="gros.csv", pieces=iter(pieces))
    try:
        assert run.file.size > 200_000_000
        assert run.columns == HEADER.split(";")
        assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 60_000
    finally:
        run.file.path.unlink()


def test_more_than_the_limit_is_refused_before_it_is_whole(monkeypatch):
    monkeypatch.setattr(file_store, "MAX_TEXT_BYTES", 10_000)
    taken = []

    def pieces():
        for _number in range(100):
            taken.append(1)
            yield b"x;y\r\n" * 400

    with pytest.raises(Refused, match="dépasse la limite"):
        create_import(make_actor(Role.ADMINISTRATOR), name="gros.csv", pieces=pieces())
    assert len(taken) == 6
