"""The file of an issued document: Factur-X made of its fixed content, and its preview before."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from negoce.billing.documents.electronic.cii import cii_xml
from negoce.billing.documents.electronic.facturx import FacturX, facturx_pdf
from negoce.billing.documents.electronic.ubl import ubl_xml
from negoce.billing.documents.from_content import electronic_invoice
from negoce.billing.documents.printed import printed_document
from negoce.billing.rules.electronic_codes import Profile
from negoce.catalogue.documents.sale_pdf import sale_pdf
from negoce.kit.pdf import Attachment
from negoce.parameters.models import Seller

PROFILE = Profile.EN16931


def fiscal_facturx(
    content: Mapping[str, Any], *, number: str, issued_on: date, logo: bytes, logo_kind: str
) -> FacturX:
    """Return the PDF/A-3 with its XML. Raises CannotPrint, CannotBind, CannotWork."""
    printed = printed_document(content, number=number, issued_on=issued_on, logo=logo, logo_kind=logo_kind)

    def render(attachment: Attachment) -> bytes:
        return sale_pdf(printed, xml=attachment.content)

    return facturx_pdf(render, electronic_invoice(content, number=number, issued_on=issued_on), PROFILE)


def preview_pdf(
    content: Mapping[str, Any], *, number: str, day: date, seller: Seller, watermark: str
) -> bytes:
    """Return the page of a draft, marked as one, with nothing attached."""
    printed = printed_document(
        content,
        number=number,
        issued_on=day,
        logo=bytes(seller.logo or b""),
        logo_kind=seller.logo_kind,
        watermark=watermark,
    )
    return sale_pdf(printed)


def content_ubl(content: Mapping[str, Any], *, number: str, issued_on: date) -> bytes:
    """Return the same document as UBL 2.1, for those who read no CII."""
    return ubl_xml(electronic_invoice(content, number=number, issued_on=issued_on), PROFILE)


def content_xml(content: Mapping[str, Any], *, number: str, issued_on: date) -> bytes:
    """Return the XML alone, as it will be attached."""
    return cii_xml(electronic_invoice(content, number=number, issued_on=issued_on), PROFILE)
