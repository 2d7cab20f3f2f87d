"""What a file is, how it is written, how much it may unpack to."""

from __future__ import annotations

import pytest

from negoce.files.enums import TableKind
from negoce.files.rules.archives import MAX_MEMBERS, MAX_SHEETS, Member, check_archive
from negoce.files.rules.encodings import guess_encoding, looks_misread, mark_length, mend
from negoce.files.rules.kinds import recognise
from negoce.files.rules.separators import guess_separator

WORKBOOK = Member("xl/workbook.xml", 1_000, 5_000)


@pytest.mark.parametrize(
    ("head", "code"),
    [
        (b"", "file.empty"),
        (b"\xef\xbb\xbf\r\n", "file.empty"),
        (b"%PDF-1.4", "file.is_pdf"),
        (b"junk before %PDF-1.4", "file.is_pdf"),
        (b"\xff\xd8\xff\xe0JFIF", "file.is_image"),
        (b"\x1f\x8b\x08zzz", "file.is_compressed"),
        (b"SQLite format 3\x00", "file.is_database"),
        (b"MZ\x90\x00", "file.is_program"),
        (b"{\\rtf1", "file.is_document"),
        (b"<?xml version='1.0'?><Workbook>", "file.is_web_page"),
        (bytes(range(1, 9)) * 400, "file.not_a_table"),
    ],
)
def test_what_is_no_table_says_what_it_is(head, code):
    found = recognise(head, len(head))
    assert found.finding is not None
    assert (found.value, found.finding.code) == (None, code)


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"Nom;Ville\r\nLaiterie;Lyon", TableKind.TEXT),
        ("Nom\tVille\r\n".encode("utf-16"), TableKind.TEXT),
        ("Nom\tVille\r\nLaiterie\tLyon\r\n".encode("utf-16-le"), TableKind.TEXT),
        ("Société;Créée".encode("cp1252"), TableKind.TEXT),
        (b"PK\x03\x04....", TableKind.XLSX),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", TableKind.XLS),
    ],
)
def test_tables_are_recognised_whatever_their_name(head, kind):
    assert recognise(head, len(head)).value is kind


def test_a_file_over_the_limit_is_refused():
    found = recognise(b"Nom;Ville", 1_000_000_001)
    assert found.finding is not None
    assert (found.finding.code, found.finding.figures) == ("file.too_large", {"size": 1000, "max": 1000})


@pytest.mark.parametrize(
    ("members", "code"),
    [
        ([Member("word/document.xml", 10, 20)], "archive.not_a_workbook"),
        ([WORKBOOK, Member("xl/sheet1.xml", 600_000_000, 600_000_000)], "archive.too_large"),
        ([WORKBOOK, Member("xl/sheet1.xml", 100_000, 400_000_000)], "archive.ratio"),
        ([Member("xl/workbook.xml", 10, 20, encrypted=True)], "archive.encrypted"),
        ([WORKBOOK] * (MAX_MEMBERS + 1), "archive.too_many"),
        (
            [WORKBOOK, *(Member(f"xl/worksheets/sheet{at}.xml", 9, 9) for at in range(MAX_SHEETS + 1))],
            "archive.too_many_sheets",
        ),
    ],
)
def test_a_bomb_is_not_opened(members, code):
    finding = check_archive(members)
    assert finding is not None
    assert finding.code == code


def test_an_ordinary_workbook_is_opened():
    assert check_archive([WORKBOOK, Member("xl/sheet1.xml", 50_000, 4_000_000)]) is None
    assert check_archive([WORKBOOK, Member("xl/tiny.xml", 100, 50_000)]) is None


@pytest.mark.parametrize(
    ("head", "whole_is_utf8", "encoding", "mark"),
    [
        ("é".encode("utf-8-sig"), True, "utf-8", 3),
        ("é".encode(), True, "utf-8", 0),
        ("é".encode("cp1252"), False, "cp1252", 0),
        (b"\xff\xfeN\x00o\x00m\x00", False, "utf-16-le", 2),
        (b"\xfe\xff\x00N\x00o\x00m", False, "utf-16-be", 2),
        ("Nom;Ville".encode("utf-16-le"), True, "utf-16-le", 0),
        ("Nom;Ville".encode("utf-16-be"), True, "utf-16-be", 0),
    ],
)
def test_the_encoding_is_guessed(head, whole_is_utf8, encoding, mark):
    assert guess_encoding(head, whole_is_utf8) == encoding
    assert mark_length(head) == mark


@pytest.mark.parametrize("encoding", ["cp1252", "mac-roman", "cp850"])
@pytest.mark.parametrize("text", ["Crèmerie de l’Été;Nîmes", "ÉPICERIE ÇÀ ET LÀ", "Forêt\u00a0; façade; où"])
def test_old_encodings_are_told_apart_by_their_french_letters(text, encoding):
    head = text.encode(encoding, errors="ignore")
    assert head.decode(guess_encoding(head, whole_is_utf8=False)) == head.decode(encoding)


@pytest.mark.parametrize(
    "text",
    ["Société à façon", "N° d’établissement", "Cœur – « Élysée »", "œuvre naïve, Noël", "10 000 € à Paris"],
)
def test_a_wrong_reading_is_seen_and_undone(text):
    broken = text.encode().decode("cp1252", errors="surrogateescape")
    if not broken.isprintable():
        broken = "".join(bytes([byte]).decode("cp1252", errors="replace") for byte in text.encode())
    if "\ufffd" in broken:
        broken = "".join(
            bytes([byte]).decode("latin-1")
            if byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
            else bytes([byte]).decode("cp1252")
            for byte in text.encode()
        )
    assert mend(broken) == text
    assert looks_misread(broken)


@pytest.mark.parametrize(
    "text", ["Société à façon", "ÂGÉE", "CAFÉ ÂTRE", "São Paulo", "MÃE", "ASCII only", ""]
)
def test_a_sound_text_is_left_alone(text):
    assert mend(text) == text
    assert not looks_misread(text)


@pytest.mark.parametrize(
    ("sample", "separator"),
    [
        ("Nom;Ville\nA;B\nC;D\n", ";"),
        ('Nom,Ville\n"A;x;y",B\nC,D\n', ","),
        ("Nom\tVille, pays\nA\tB, c\n", "\t"),
        ("Nom|Ville\nA|B\n", "|"),
        ("Nom;Montant\nA;1,5\nB;2,5\nC;3,5\n", ";"),
        ("Liste des clients, mars 2024\n\nNom;Ville;Pays\nA;B;C\nD;E;F\n", ";"),
        ("Nom\nA\nB\n", ";"),
    ],
)
def test_the_separator_is_guessed(sample, separator):
    assert guess_separator(sample) == separator
