"""Taking a file in: looked at, kept outside the web root, refused without a trace."""

from __future__ import annotations

import hashlib
import io
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from django.conf import settings

from negoce.files.actions.file_store import store_table
from negoce.files.enums import TableKind
from negoce.files.models import StoredFile
from negoce.files.reading.rows import TableLayout
from negoce.files.reading.table import look_at
from negoce.files.reading.text_rows import guess_text_layout
from negoce.files.reading.workbook_rows import sheet_names
from negoce.kit.refusal import Refused
from tests.factories.identity import make_actor

pytestmark = pytest.mark.django_db


def kept() -> list[Path]:
    folder = Path(settings.MEDIA_ROOT) / "import"
    return [path for path in folder.rglob("*") if path.is_file()] if folder.exists() else []


def workbook(rows: list[list[object]]) -> bytes:
    output = io.BytesIO()
    with xlsxwriter.Workbook(output) as book:
        sheet = book.add_worksheet("Clients")
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
    return output.getvalue()


def test_a_file_is_kept_under_a_name_of_our_own():
    content = b"Nom;Ville\nLaiterie;Lyon\n"
    row = store_table(make_actor(), name="../../etc/\x00passwd.csv", pieces=[content[:5], content[5:]])
    assert (row.name, row.size, row.digest) == (
        "passwd.csv",
        len(content),
        hashlib.sha256(content).hexdigest(),
    )
    assert row.path.read_bytes() == content
    assert row.path.name == row.public_id
    assert row.path.stat().st_mode & 0o777 == 0o600


def test_what_is_refused_leaves_no_trace():
    before = kept()
    with pytest.raises(Refused, match="PDF"):
        store_table(make_actor(), name="a.csv", pieces=[b"%PDF-1.4"])
    assert kept() == before
    assert StoredFile.objects.count() == 0


def test_a_zip_bomb_is_refused():
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 60_000_000)
    with pytest.raises(Refused, match="se décompresse"):
        store_table(make_actor(), name="a.xlsx", pieces=[output.getvalue()])


def test_a_workbook_whose_content_was_tampered_with_is_refused():
    content = bytearray(workbook([["Nom"], ["Laiterie"]]))
    middle = content.index(b"xl/worksheets/sheet1.xml") + 60
    content[middle : middle + 40] = b"\x00" * 40
    with pytest.raises(Refused, match="endommagé"):
        store_table(make_actor(), name="a.xlsx", pieces=[bytes(content)])


def test_a_workbook_gives_texts_as_people_type_them():
    row = store_table(
        make_actor(),
        name="a.xlsx",
        pieces=[workbook([["Nom", "SIRET", "Montant"], ["Laiterie", 73282932000074, 12.5]])],
    )
    assert sheet_names(row.path) == ("Clients",)
    rows = look_at(row.path, TableLayout(row.kind))
    assert [(each.number, each.cells) for each in rows] == [
        (1, ("Nom", "SIRET", "Montant")),
        (2, ("Laiterie", "73282932000074", "12,5")),
    ]


def test_a_record_on_several_lines_has_the_number_of_its_first():
    row = store_table(make_actor(), name="a.csv", pieces=[b'Nom;Adresse\nA;"1 rue\nBP 3"\nB;x\n'])
    rows = look_at(row.path, guess_text_layout(row.path))
    assert [each.number for each in rows] == [1, 2, 4]


def test_two_cells_in_opposite_corners_are_refused():
    """Reading them would ask for half a terabyte, and end the server."""
    output = io.BytesIO()
    with xlsxwriter.Workbook(output) as book:
        sheet = book.add_worksheet("Clients")
        sheet.write(0, 0, "Nom")
        sheet.write(1_048_575, 16_383, "x")
    assert len(output.getvalue()) < 10_000
    before = kept()
    with pytest.raises(Refused, match="très loin"):
        store_table(make_actor(), name="a.xlsx", pieces=[output.getvalue()])
    assert kept() == before


def test_a_workbook_of_two_kinds_is_refused():
    content = io.BytesIO(workbook([["Nom"], ["Laiterie"]]))
    with zipfile.ZipFile(content, "a") as archive:
        archive.writestr("content.xml", "<office:document-content/>")
    with pytest.raises(Refused, match="n’est pas un classeur"):
        store_table(make_actor(), name="a.xlsx", pieces=[content.getvalue()])


@pytest.mark.parametrize("record", [b";" * 5_000_000, b'"\n";' * 1_200_000])
def test_a_record_without_end_is_refused_before_it_fills_the_memory(record: bytes):
    row = store_table(make_actor(), name="a.csv", pieces=[b"Nom;Ville\n", record])
    with pytest.raises(Refused, match="à partir de la ligne 2"):
        look_at(row.path, TableLayout(TableKind.TEXT))
