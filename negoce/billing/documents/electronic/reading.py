"""Reads a file from outside as an electronic invoice: an XML, or the XML that a Factur-X PDF carries.

Such files are hostile: no document type (hence no entity, no bomb), no network, bounded size, and the whole is meant
to run in a process of its own (`validation_child`). Free of Django, so that this process starts at once.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field

import pikepdf
from lxml import etree

from negoce.billing.documents.electronic.rulesets import Flavour, Syntax, flavour_of
from negoce.kit.worked import CannotWork

LARGEST_FILE = 20_000_000
LARGEST_XML = 10_000_000
FACTURX_NAME = "factur-x.xml"
XML_NAMES = frozenset({FACTURX_NAME, "zugferd-invoice.xml", "xrechnung.xml"})
_ROOTS = {
    "{urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100}CrossIndustryInvoice": Syntax.CII,
    "{urn:oasis:names:specification:ubl:schema:xsd:Invoice-2}Invoice": Syntax.UBL_INVOICE,
    "{urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2}CreditNote": Syntax.UBL_CREDIT_NOTE,
    (
        "{urn:un:unece:uncefact:data:standard:CrossDomainAcknowledgementAndResponse:100}"
        "CrossDomainAcknowledgementAndResponse"
    ): Syntax.CDAR,
}
_OLD_ROOT = "{urn:ferd:CrossIndustryDocument:invoice:1p0}CrossIndustryDocument"


@dataclass(frozen=True, slots=True)
class PdfMarks:
    """What a PDF says of itself in its metadata; empty where it says nothing."""

    xml_name: str
    pdfa_part: str = ""
    level: str = ""
    document_name: str = ""


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """An electronic document that could be read; `xml` are the exact bytes, `pdf` is None for a bare XML."""

    root: etree._Element = field(repr=False)
    xml: bytes = field(repr=False)
    syntax: Syntax
    flavour: Flavour
    guideline: str
    pdf: PdfMarks | None = None


def read_document(data: bytes) -> ReadDocument:
    """Return the electronic document in a file; its type is told from its content.

    Raises CannotWork: file.empty, file.too_large, file.not_invoice, xml.*, pdf.*.
    """
    if not data.strip(b"\x00 \t\r\n"):
        raise CannotWork("file.empty")
    if len(data) > LARGEST_FILE:
        raise CannotWork("file.too_large", megabytes=LARGEST_FILE // 1_000_000)
    if b"%PDF-" in data[:1024]:
        xml, marks = _xml_of_pdf(data)
        return _document(xml, marks)
    if not _looks_like_xml(data):
        raise CannotWork("file.not_invoice")
    return _document(data, None)


def parse_xml(data: bytes) -> etree._Element:
    """Return the root of an XML from outside. Raises CannotWork: xml.too_large, xml.malformed, xml.has_dtd."""
    if len(data) > LARGEST_XML:
        raise CannotWork("xml.too_large", megabytes=LARGEST_XML // 1_000_000)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        # Entities that nest are refused while parsing; what was asked for is what is said.
        if b"<!DOCTYPE" in data[:4096].upper():
            raise CannotWork("xml.has_dtd") from error
        line = getattr(error, "lineno", None) or 0
        raise CannotWork("xml.malformed", line=line, detail=str(error)[:200]) from error
    if root.getroottree().docinfo.doctype:
        raise CannotWork("xml.has_dtd")
    return root


def _document(xml: bytes, marks: PdfMarks | None) -> ReadDocument:
    root = parse_xml(xml)
    if root.tag == _OLD_ROOT:
        raise CannotWork("xml.zugferd_1")
    syntax = _ROOTS.get(str(root.tag))
    if syntax is None:
        raise CannotWork("xml.unknown_root", root=str(root.tag)[-80:])
    guideline = _guideline(root, syntax)
    return ReadDocument(root, xml, syntax, flavour_of(guideline, syntax), guideline, marks)


def _guideline(root: etree._Element, syntax: Syntax) -> str:
    """Return the specification a document claims (BT-24, MDT-3); empty when it claims none."""
    name = "GuidelineSpecifiedDocumentContextParameter/{*}ID"
    path = ".//{*}" + name if syntax in (Syntax.CII, Syntax.CDAR) else "./{*}CustomizationID"
    return " ".join((root.findtext(path) or "").split())


def _looks_like_xml(data: bytes) -> bool:
    head = data[:64].lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n").replace(b"\x00", b"")
    return head.startswith(b"<")


def _xml_of_pdf(data: bytes) -> tuple[bytes, PdfMarks]:
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            return _attached(pdf)
    except pikepdf.PasswordError as error:
        raise CannotWork("pdf.encrypted") from error
    except pikepdf.PdfError as error:
        raise CannotWork("pdf.damaged") from error


def _attached(pdf: pikepdf.Pdf) -> tuple[bytes, PdfMarks]:
    # The same file under two keys counts twice: which one would a platform read?
    found = [
        (spec.filename or key, spec)
        for key, spec in pdf.attachments.items()
        if (spec.filename or key).lower().endswith(".xml")
    ]
    known = [(name, spec) for name, spec in found if name.lower() in XML_NAMES]
    chosen = known or found
    if not chosen:
        raise CannotWork("pdf.no_xml", attachments=len(pdf.attachments))
    if len(chosen) > 1:
        raise CannotWork("pdf.several_xml", names=", ".join(name for name, _ in chosen)[:200])
    name, spec = chosen[0]
    xml = spec.get_file().read_bytes()
    return xml, _marks(pdf, name)


def _marks(pdf: pikepdf.Pdf, name: str) -> PdfMarks:
    metadata = pdf.Root.get("/Metadata")
    if metadata is None:
        return PdfMarks(name)
    packet = bytes(metadata.read_bytes()).decode("utf-8", "replace")
    return PdfMarks(
        name,
        _of_packet(packet, "part", "pdfaid"),
        _of_packet(packet, "ConformanceLevel"),
        _of_packet(packet, "DocumentFileName"),
    )


def _of_packet(packet: str, name: str, prefix: str = r"\w+") -> str:
    """Return a property of the metadata, written as an element or as an attribute."""
    found = re.search(
        rf"<{prefix}:{name}>\s*([^<]{{0,60}}?)\s*<|\b{prefix}:{name}\s*=\s*[\"']([^\"']{{0,60}})", packet
    )
    return (found.group(1) or found.group(2) or "") if found else ""
