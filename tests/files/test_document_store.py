"""A document that the house hands out: what it is, and what is refused."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from negoce.files.actions.document_store import store_document
from negoce.files.models import StoredFile
from negoce.identity.rules.actor import system_actor
from negoce.kit.refusal import Refused
from tests.factories.forms import PDF

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _folder(settings: object, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]


def archive(members: dict[str, bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return written.getvalue()


DOCX = {"[Content_Types].xml": b"<x/>", "word/document.xml": b"<w/>"}


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PDF, "pdf"),
        (archive(DOCX), "docx"),
        (archive({"[Content_Types].xml": b"<x/>", "ppt/presentation.xml": b"<p/>"}), "pptx"),
        (archive({"mimetype": b"application/epub+zip", "OEBPS/one.xhtml": b"<x/>"}), "epub"),
        (archive({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<x/>"}), "odt"),
    ],
)
def test_a_document_is_known_by_its_content(content: bytes, kind: str) -> None:
    row = store_document(system_actor(), name="../../Guide\x00.exe", content=content)
    assert (row.kind, row.purpose, row.path.read_bytes()) == (kind, "handed_out", content)
    assert row.name == "Guide.exe"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html><script>alert(1)</script></html>",
        b"MZ\x90" + b"\0" * 100,
        PDF.replace(b"/Catalog", b"/Catalog /OpenAction << /S /JavaScript >>"),
        PDF[:-20],
        archive({**DOCX, "word/vbaProject.bin": b"x"}),
        archive({"one.txt": b"x"}),
        archive({**DOCX, "word/media/one.bin": b"\0" * 60_000_000}),
        archive(DOCX)[:-30],
    ],
)
def test_anything_else_is_refused_and_nothing_is_kept(content: bytes, tmp_path: Path) -> None:
    with pytest.raises(Refused):
        store_document(system_actor(), name="guide.pdf", content=content)
    assert (StoredFile.objects.count(), list(tmp_path.rglob("*.*"))) == (0, [])
