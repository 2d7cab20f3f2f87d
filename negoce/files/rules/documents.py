"""What a document to be handed out really is; its name and its announced type are not believed. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from negoce.files.enums import DocumentKind
from negoce.files.rules.archives import MAX_MEMBERS, MAX_RATIO, RATIO_MATTERS_FROM, Member
from negoce.kit.explain import Finding, Parsed, refuse

MAX_DOCUMENT_BYTES = 25_000_000
MAX_UNPACKED = 250_000_000
MIME_TYPES = {
    DocumentKind.PDF: "application/pdf",
    DocumentKind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    DocumentKind.PPTX: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    DocumentKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    DocumentKind.ODT: "application/vnd.oasis.opendocument.text",
    DocumentKind.ODP: "application/vnd.oasis.opendocument.presentation",
    DocumentKind.EPUB: "application/epub+zip",
}
# What acts by itself when the document is opened.
_ACTIVE_PDF = (b"/JavaScript", b"/Launch", b"/EmbeddedFile")
_OF_OFFICE = {"word/": DocumentKind.DOCX, "ppt/": DocumentKind.PPTX, "xl/": DocumentKind.XLSX}


def is_archive(content: bytes) -> bool:
    """Whether the members of a document are to be looked at: all but PDF are archives."""
    return content.startswith(b"PK\x03\x04")


def recognise_pdf(content: bytes) -> Parsed[DocumentKind]:
    """Return PDF, or why it is not handed out: ``document.empty``, ``document.unknown``, ``document.active``,
    ``document.encrypted``, ``document.damaged``, ``document.too_large``.
    """
    if not content.strip():
        return refuse("document.empty")
    if len(content) > MAX_DOCUMENT_BYTES:
        return _too_large(len(content), MAX_DOCUMENT_BYTES)
    if b"%PDF-" not in content[:1024]:
        return refuse("document.unknown")
    if b"%%EOF" not in content[-2048:]:
        return refuse("document.damaged")
    if any(mark in content for mark in _ACTIVE_PDF):
        return refuse("document.active")
    if b"/Encrypt " in content[-8192:]:
        return refuse("document.encrypted")
    return Parsed(DocumentKind.PDF)


def recognise_archive(members: Sequence[Member], mimetype: str, size: int) -> Parsed[DocumentKind]:
    """Return which document an archive is; `mimetype` is what its member of that name holds, if any.

    Besides the refusals of PDF: ``document.bomb``.
    """
    if size > MAX_DOCUMENT_BYTES:
        return _too_large(size, MAX_DOCUMENT_BYTES)
    if any(member.encrypted for member in members):
        return refuse("document.encrypted")
    unpacked = sum(member.unpacked for member in members)
    packed = max(sum(member.packed for member in members), 1)
    swells = unpacked > RATIO_MATTERS_FROM and unpacked > MAX_RATIO * packed
    if len(members) > MAX_MEMBERS or unpacked > MAX_UNPACKED or swells:
        return refuse("document.bomb")
    names = [member.name.lstrip("/").casefold() for member in members]
    if any(name.endswith("vbaproject.bin") or "/scripts/" in f"/{name}" for name in names):
        return refuse("document.active")
    for kind in (DocumentKind.ODT, DocumentKind.ODP, DocumentKind.EPUB):
        if mimetype == MIME_TYPES[kind]:
            return Parsed(kind)
    if "[content_types].xml" in names:
        for folder, kind in _OF_OFFICE.items():
            if any(name.startswith(folder) for name in names):
                return Parsed(kind)
    return refuse("document.unknown")


def _too_large(size: int, most: int) -> Parsed[DocumentKind]:
    figures = {"size": -(-size // 1_000_000), "max": most // 1_000_000}
    return Parsed(None, Finding("document.too_large", "error", figures))
