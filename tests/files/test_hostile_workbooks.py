"""Workbooks that nobody means well with: refused in words, and the server does not feel them."""

from __future__ import annotations

import io
import os
import random
import resource
import time
import zipfile
from itertools import islice
from pathlib import Path

import pytest
import xlsxwriter

from negoce.files.actions.file_store import store_table
from negoce.files.enums import TableKind
from negoce.files.models import StoredFile
from negoce.files.reading import workbook_process
from negoce.files.reading.rows import TableLayout
from negoce.files.reading.table import look_at
from negoce.files.reading.workbook_process import Bounds
from negoce.files.reading.workbook_rows import read_workbook_rows, sheet_names
from negoce.kit.refusal import Refused
from tests.factories.identity import make_actor
from tests.factories.workbooks import (
    compound_file,
    old_workbook,
    sheet_of_shared_string,
    with_parts,
    workbook,
)

# What a file holds is read by a process that knows no database; what is kept of it is asked by tests of the store.
pytestmark = [pytest.mark.django_db, pytest.mark.asked_already]
# With a mark that ends tags, so that no check of their length stops it.
LONG = "a" * 999 + ">"
SMALL = Bounds(memory=300_000_000, processor=20, waiting=60)


def stored(content: bytes) -> StoredFile:
    return store_table(make_actor(), name="a.xlsx", pieces=[content])


def refusal(content: bytes, bounds: Bounds = SMALL) -> str:
    """The words of the refusal, whether it is not taken in or cannot be read."""
    try:
        row = stored(content)
        sheet_names(row.path, bounds)
        for _row in read_workbook_rows(row.path, 0, bounds):
            pass
    except Refused as refused:
        return str(refused.message)
    return "it was read"


def children() -> list[str]:
    """The children that read workbooks; other tests of the process may have left one of another kind warm."""
    every = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text().split()
    return [child for child in every if "workbook_child" in Path(f"/proc/{child}/cmdline").read_text()]


def test_one_long_text_used_by_thousands_of_cells_is_refused_and_costs_us_nothing() -> None:
    """4 MB of text in a file of some kB, used by 2,000 cells: eight gigabytes once read."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    content = sheet_of_shared_string(LONG * 3_900, 2_000)
    assert len(content) < 100_000
    assert "demande trop de mémoire" in refusal(content)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000


def test_a_row_of_more_text_than_any_table_is_refused() -> None:
    assert "plus de texte" in refusal(sheet_of_shared_string(LONG * 4_100, 1))


def test_many_different_texts_are_refused_within_the_bound() -> None:
    """Packs at less than the ratio of a bomb: only the bound on memory stops it."""
    words = random.Random(7).randbytes(40_000).hex()
    texts = "".join(f"<si><t>{words[at : at + 40] * 18}</t></si>" for at in range(79_000))
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    shared = f"<sst {space}>{texts}</sst>".encode()
    content = with_parts(workbook([["Nom"]]), {"xl/sharedStrings.xml": shared})
    row = stored(content)
    assert [each.number for each in read_workbook_rows(row.path, 0)] == [1]
    assert "demande trop de mémoire" in refusal(content, Bounds(memory=60_000_000, processor=20, waiting=60))


def test_one_cell_in_the_last_corner_is_read_or_refused_quickly() -> None:
    output = io.BytesIO()
    with xlsxwriter.Workbook(output) as book:
        book.add_worksheet("Clients").write(1_048_575, 16_383, "x")
    row = stored(output.getvalue())
    began = time.monotonic()
    assert sum(1 for _row in read_workbook_rows(row.path, 0, SMALL)) == 1_048_576
    assert time.monotonic() - began < 60


def test_styles_without_end_are_refused() -> None:
    """A million formats in some kB: the archive's ratio tells before anything is read."""
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    formats = '<xf numFmtId="0"/>' * 1_000_000
    styles = f"<styleSheet {space}><cellXfs>{formats}</cellXfs></styleSheet>"
    assert "se décompresse" in refusal(with_parts(workbook([["Nom"]]), {"xl/styles.xml": styles.encode()}))


def test_many_styles_below_the_ratio_are_read() -> None:
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    chance = random.Random(7)
    formats = "".join(f'<xf numFmtId="{chance.randrange(10**9)}"/>' for _each in range(300_000))
    styles = f"<styleSheet {space}><cellXfs>{formats}</cellXfs></styleSheet>"
    row = stored(with_parts(workbook([["Nom"]]), {"xl/styles.xml": styles.encode()}))
    assert [each.cells for each in read_workbook_rows(row.path, 0, SMALL)] == [("Nom",)]


def test_a_child_that_says_nothing_is_ended() -> None:
    row = stored(workbook([["Nom"]]))
    with pytest.raises(Refused, match="trop long à lire"):
        list(read_workbook_rows(row.path, 0, Bounds(waiting=0)))
    assert children() == []


def test_a_child_that_computes_without_end_is_ended(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    endless = tmp_path / "endless.py"
    endless.write_text("import resource\nresource.setrlimit(resource.RLIMIT_CPU, (1, 2))\nwhile True: pass\n")
    monkeypatch.setattr(workbook_process, "_CHILD", endless)
    with pytest.raises(Refused, match="trop long à lire"):
        sheet_names(stored(workbook([["Nom"]])).path)


def test_who_stops_reading_leaves_no_child_behind() -> None:
    row = stored(workbook([[f"Client {at}"] for at in range(5_000)]))
    rows = read_workbook_rows(row.path, 0)
    assert [each.cells for each in islice(rows, 2)] == [("Client 0",), ("Client 1",)]
    assert len(children()) == 1
    rows.close()  # type: ignore[attr-defined]
    assert children() == []


def test_the_child_inherits_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the database's files, nor sockets, nor the settings of the environment."""
    monkeypatch.setenv("NEGOCE_SECRET_KEY", "zqxjkv")
    spy = tmp_path / "spy.py"
    spy.write_text(
        "import json, os, sys\n"
        "held = [os.readlink(f'/proc/self/fd/{fd}') for fd in sorted(map(int, os.listdir('/proc/self/fd')))"
        " if os.path.exists(f'/proc/self/fd/{fd}')]\n"
        "names = [str(len(held)), *sorted(os.environ), *[each for each in held if 'sqlite' in each]]\n"
        "for frame in (names, {'end': 'whole'}):\n"
        "    content = json.dumps(frame).encode()\n"
        "    sys.stdout.buffer.write(len(content).to_bytes(4, 'big') + content)\n"
    )
    monkeypatch.setattr(workbook_process, "_CHILD", spy)
    names = sheet_names(stored(workbook([["Nom"]])).path)
    assert (int(names[0]) <= 4, [name for name in names[1:] if name != "LC_CTYPE"]) == (True, [])


@pytest.mark.parametrize("size", [520_000_000])
def test_what_unpacks_to_more_than_half_a_gigabyte_is_refused_before_it_is_read(size: int) -> None:
    output = io.BytesIO(workbook([["Nom"]]))
    with zipfile.ZipFile(output, "a", zipfile.ZIP_STORED) as archive:
        info = zipfile.ZipInfo("xl/media/image1.png")
        archive.writestr(info, b"x")
    content = bytearray(output.getvalue())
    # The size announced in the directory of the archive, which is read before anything is unpacked.
    place = content.rindex(b"PK\x01\x02")
    content[place + 24 : place + 28] = size.to_bytes(4, "little")
    words = refusal(bytes(content))
    assert ("520" in words, "limite est de 500" in words) == (True, True)


def test_a_pdf_under_another_name_is_refused() -> None:
    assert "est un PDF" in refusal(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj")


def test_a_workbook_behind_a_password_is_refused() -> None:
    content = compound_file(
        {"EncryptionInfo": b"\4\0\4\0@\0\0\0<encryption/>", "EncryptedPackage": bytes(5_000)}
    )
    assert "protégé par un mot de passe" in refusal(content)


@pytest.mark.parametrize("kept", [0.3, 0.9])
def test_half_an_archive_is_refused(kept: float) -> None:
    content = workbook([[f"Client {at}"] for at in range(500)])
    assert "endommagé" in refusal(content[: int(len(content) * kept)])


def test_entities_are_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("zqxjkv")
    start = f'<!DOCTYPE sst [<!ENTITY file SYSTEM "file://{secret}">]>'
    row = stored(sheet_of_shared_string("a &file; b", 1, start))
    try:
        found = "".join(cell for each in read_workbook_rows(row.path, 0, SMALL) for cell in each.cells)
    except Refused as refused:
        found = str(refused.message)
    assert "zqxjkv" not in found


def test_entities_that_multiply_do_not() -> None:
    levels = "".join(f'<!ENTITY e{at + 1} "{f"&e{at};" * 10}">' for at in range(9))
    start = f'<!DOCTYPE sst [<!ENTITY e0 "{"a" * 100}">{levels}]>'
    row = stored(sheet_of_shared_string("&e9;", 1, start))
    try:
        length = sum(len(cell) for each in read_workbook_rows(row.path, 0, SMALL) for cell in each.cells)
    except Refused:
        length = 0
    assert length < 1_000


def test_a_workbook_of_an_old_program_is_read_the_same_way() -> None:
    row = stored(old_workbook([["Nom", "Ville"], ["Crèmerie Saint-Éloi", "Nîmes"]]))
    assert (row.kind, sheet_names(row.path)) == (TableKind.XLS, ("Clients",))
    rows = look_at(row.path, TableLayout(TableKind.XLS))
    assert [each.cells for each in rows] == [("Nom", "Ville"), ("Crèmerie Saint-Éloi", "Nîmes")]


@pytest.mark.parametrize("cut", [1_600, 2_048, 4_000])
def test_an_old_workbook_cut_short_is_refused(cut: int) -> None:
    assert "endommagé" in refusal(old_workbook([["Nom"]])[:cut])


def test_a_fault_of_ours_is_told_as_such_and_logged(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    source = Path(workbook_process.__file__).with_name("workbook_child.py").read_text()
    broken = tmp_path / "child.py"
    broken.write_text(source.replace("cells = [text_of(value)", "cells = [value.no_such_thing", 1))
    monkeypatch.setattr(workbook_process, "_CHILD", broken)

    told = refusal(workbook([["Nom"], ["Laiterie du Vercors"]]))

    assert "l’erreur vient du programme" in told
    assert "endommagé" not in told
    assert "AttributeError in" in caplog.text
    assert "Vercors" not in caplog.text


def test_a_child_that_cannot_even_begin_is_a_fault_of_ours(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    broken = tmp_path / "child.py"
    broken.write_text("raise SystemExit(3)")
    monkeypatch.setattr(workbook_process, "_CHILD", broken)

    assert "l’erreur vient du programme" in refusal(workbook([["Nom"]]))
    assert "ended with 3" in caplog.text
