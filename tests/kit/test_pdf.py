"""PDF: the same bytes for the same data, and nothing that people typed becomes code."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from threading import Thread

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from negoce.kit.font_coverage import drawn_characters
from negoce.kit.pdf import Attachment, CannotPrint, render_pdf, render_pictures
from negoce.kit.printable import FONTS, MISSING, ZERO_WIDTH_SPACE, printable
from tests.factories.hostile_text import HOSTILE

DAY = date(2026, 11, 20)
DRAWN = frozenset.intersection(*(drawn_characters(path) for path in FONTS.glob("*.ttf")))
TEMPLATE = """
#let data = json(bytes(sys.inputs.data))
#set document(title: data.title, date: datetime(year: 2026, month: 11, day: 20))
#set text(font: "Inter", lang: "fr")
#if "attachment" in sys.inputs {
  let facts = json(bytes(sys.inputs.attachment_facts))
  pdf.attach(facts.name, bytes(sys.inputs.attachment), relationship: facts.relationship, mime-type: facts.mime,
    description: facts.description)
}
= #data.title
#data.body
"""


@pytest.fixture
def template(tmp_path: Path) -> Path:
    path = tmp_path / "page.typ"
    path.write_text(TEMPLATE, encoding="utf-8")
    return path


def text_of(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def test_the_text_is_real_text_with_its_narrow_spaces(template: Path) -> None:
    content = render_pdf(template, {"title": "Devis", "body": "1\u202f234,56\u00a0€"}, made_on=DAY)
    assert "1\u202f234,56\u00a0€" in text_of(content)


def test_the_same_data_give_the_same_bytes(template: Path) -> None:
    first, second = (render_pdf(template, {"title": "x", "body": "y"}, made_on=DAY) for _ in range(2))
    assert first == second
    assert render_pdf(template, {"title": "x", "body": "z"}, made_on=DAY) != first


@pytest.mark.parametrize("body", HOSTILE)
def test_what_people_type_is_text_and_nothing_else(template: Path, body: str) -> None:
    content = render_pdf(template, {"title": "Devis", "body": body}, made_on=DAY)
    assert content.startswith(b"%PDF")
    assert render_pictures(template, {"title": "Devis", "body": body}, made_on=DAY, dots_per_inch=20)


def test_markup_comes_out_as_it_was_typed(template: Path) -> None:
    read = text_of(render_pdf(template, {"title": "Devis", "body": HOSTILE[0]}, made_on=DAY))
    assert '#panic(1) #read("/etc/passwd") $x^2$ *gras*' in " ".join(read.split())


def test_an_archival_file_has_its_marks_its_tags_and_its_attachment(template: Path) -> None:
    xml = "<a>é</a>".encode()
    attachment = Attachment("factur-x.xml", xml, description="Factur-X XML")
    content = render_pdf(template, {"title": "Facture", "body": "x"}, made_on=DAY, attachment=attachment)
    with pikepdf.open(io.BytesIO(content)) as file:
        with file.open_metadata() as metadata:
            assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "B")
        assert file.Root.OutputIntents[0].S == "/GTS_PDFA1"
        assert (str(file.Root.Lang), bool(file.Root.MarkInfo.Marked)) == ("fr", True)
        assert file.attachments["factur-x.xml"].get_file().read_bytes() == xml
        assert str(file.Root.AF[0].AFRelationship) == "/Alternative"
        assert "/JavaScript" not in str(file.Root.keys())
        assert str(file.docinfo["/CreationDate"])[:16] == "D:20261120000000"


def test_a_picture_of_each_page(template: Path) -> None:
    pictures = render_pictures(template, {"title": "x", "body": "y\n" * 100}, made_on=DAY, dots_per_inch=30)
    assert [each[:4] for each in pictures] == [b"\x89PNG"] * len(pictures)
    assert len(pictures) > 1


def test_several_threads_print_at_once(template: Path) -> None:
    printed: list[bytes] = []

    def work() -> None:
        printed.extend(render_pdf(template, {"title": "x", "body": "y"}, made_on=DAY) for _ in range(3))

    threads = [Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(printed), len(set(printed))) == (12, 1)


def test_data_that_the_template_does_not_know_are_refused(template: Path) -> None:
    with pytest.raises(CannotPrint):
        render_pdf(template, {"title": "without a body"}, made_on=DAY)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Café\r\nnoir\ttorréfié", "Café\nnoir torréfié"),
        ("e\u0301te\u0301", "été"),
        ("\u202eabc\x00\u200e", "abc"),
        ("🎉🎉 promo 🏳️‍🌈", f"{MISSING} promo {MISSING}"),
        ("1\u202f234,56\u00a0€", "1\u202f234,56\u00a0€"),
        ("\ufb01n \ufeffＡ", "fin A"),
        ("a" * 30, ZERO_WIDTH_SPACE.join(["aaaaaa"] * 5)),
    ],
)
def test_only_what_the_fonts_draw_is_printed(typed: str, shown: str) -> None:
    assert printable(typed) == shown


@given(st.text(max_size=60))
def test_no_character_is_left_that_the_fonts_cannot_draw(typed: str) -> None:
    shown = printable(typed)
    assert {ord(char) for char in shown} <= DRAWN | {ord("\n"), ord(ZERO_WIDTH_SPACE)}
    assert printable(shown) == shown
