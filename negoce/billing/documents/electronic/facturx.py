"""Factur-X: the PDF/A-3 that people read with the CII XML that machines read, attached and declared.

The page and its attachment come from `kit.pdf`; here the XML is made, the metadata of Factur-X are added to those of
the PDF, and the whole is read back: what leaves is what was meant.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass

import pikepdf

from negoce.billing.documents.electronic.cii import cii_xml
from negoce.billing.documents.electronic.reading import FACTURX_NAME, read_document
from negoce.billing.rules.electronic_codes import Profile
from negoce.billing.rules.electronic_invoice import ElectronicInvoice
from negoce.kit.pdf import Attachment
from negoce.kit.worked import CannotWork

_LEVELS = {Profile.EN16931: "EN 16931", Profile.FACTURX_EXTENDED: "EXTENDED"}
_NAMESPACE = "urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#"
_PROPERTIES = (
    ("DocumentFileName", "The name of the embedded XML document"),
    ("DocumentType", "The type of the hybrid document in capital letters, e.g. INVOICE or ORDER"),
    ("Version", "The actual version of the standard applying to the embedded XML document"),
    ("ConformanceLevel", "The conformance level of the embedded XML document"),
)
_BAG_END = "</rdf:Bag></pdfaExtension:schemas>"


class CannotBind(RuntimeError):
    """The PDF and its XML did not come together as they should: nothing may be issued from them."""


@dataclass(frozen=True, slots=True)
class FacturX:
    """The PDF/A-3, and the very bytes of the XML inside."""

    pdf: bytes
    xml: bytes


def facturx_pdf(
    render: Callable[[Attachment], bytes], invoice: ElectronicInvoice, profile: Profile = Profile.EN16931
) -> FacturX:
    """Return the Factur-X of an invoice; `render` prints its page with the attachment that it is given.

    The profile is that of the norm or Factur-X's extension: the French extension is for UBL and CII alone. Raises
    ValueError for it, and CannotBind when what is read back is not what was written.
    """
    if profile not in _LEVELS:
        raise ValueError("a Factur-X follows EN 16931 or Factur-X EXTENDED")
    xml = cii_xml(invoice, profile)
    attachment = Attachment(FACTURX_NAME, xml, description=f"Factur-X {invoice.number}")
    pdf = with_metadata(render(attachment), _LEVELS[profile])
    _check(pdf, xml, _LEVELS[profile])
    return FacturX(pdf, xml)


def with_metadata(pdf: bytes, level: str) -> bytes:
    """Return the PDF with the metadata of Factur-X, the same bytes for the same PDF. Raises CannotBind."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        metadata = opened.Root.get("/Metadata")
        if metadata is None:
            raise CannotBind("the PDF has no metadata")
        packet = metadata.read_bytes().decode("utf-8")
        if packet.count("</rdf:RDF>") != 1 or packet.count(_BAG_END) != 1:
            raise CannotBind("the metadata of the PDF are not those of PDF/A-3")
        # PDF/A allows one list of extension schemas: ours joins those of the printer.
        packet = packet.replace(_BAG_END, _schema() + _BAG_END)
        packet = packet.replace("</rdf:RDF>", _description(level) + "</rdf:RDF>")
        metadata.write(packet.encode("utf-8"))
        written = io.BytesIO()
        opened.save(written, deterministic_id=True)
    return written.getvalue()


def _check(pdf: bytes, xml: bytes, level: str) -> None:
    try:
        document = read_document(pdf)
    except CannotWork as problem:
        raise CannotBind(problem.finding.code) from problem
    marks = document.pdf
    if document.xml != xml:
        raise CannotBind("the XML read back is not the one written")
    if marks is None or (marks.xml_name, marks.pdfa_part, marks.level) != (FACTURX_NAME, "3", level):
        raise CannotBind(f"the PDF does not declare itself as it should: {marks}")


def _schema() -> str:
    properties = "".join(
        '<rdf:li rdf:parseType="Resource">'
        f"<pdfaProperty:name>{name}</pdfaProperty:name>"
        "<pdfaProperty:valueType>Text</pdfaProperty:valueType>"
        "<pdfaProperty:category>external</pdfaProperty:category>"
        f"<pdfaProperty:description>{text}</pdfaProperty:description>"
        "</rdf:li>"
        for name, text in _PROPERTIES
    )
    return (
        '<rdf:li rdf:parseType="Resource">'
        "<pdfaSchema:schema>Factur-X PDFA Extension Schema</pdfaSchema:schema>"
        f"<pdfaSchema:namespaceURI>{_NAMESPACE}</pdfaSchema:namespaceURI>"
        "<pdfaSchema:prefix>fx</pdfaSchema:prefix>"
        f"<pdfaSchema:property><rdf:Seq>{properties}</rdf:Seq></pdfaSchema:property>"
        "</rdf:li>"
    )


def _description(level: str) -> str:
    return (
        f'<rdf:Description rdf:about="" xmlns:fx="{_NAMESPACE}">'
        "<fx:DocumentType>INVOICE</fx:DocumentType>"
        f"<fx:DocumentFileName>{FACTURX_NAME}</fx:DocumentFileName>"
        "<fx:Version>1.0</fx:Version>"
        f"<fx:ConformanceLevel>{level}</fx:ConformanceLevel>"
        "</rdf:Description>"
    )
