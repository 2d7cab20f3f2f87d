"""A document of sale as PDF/A-3b, with its electronic invoice inside when there is one."""

from __future__ import annotations

from pathlib import Path

from django.utils.translation import override

from negoce.catalogue.documents.sale_document import SaleDocument
from negoce.catalogue.documents.sale_view import sale_view
from negoce.catalogue.documents.seller_identity import SellerIdentity
from negoce.kit.pdf import Attachment, render_pdf, render_pictures
from negoce.kit.pictures import as_svg

TEMPLATE = Path(__file__).parent / "typst" / "sale.typ"


def sale_pdf(document: SaleDocument, *, xml: bytes | None = None) -> bytes:
    """Return the PDF, the same bytes for the same document; `xml` goes inside as `factur-x.xml`.

    The XMP description of Factur-X is not written here but where the XML is made. Raises CannotPrint.
    """
    attachment = None
    if xml is not None:
        attachment = Attachment("factur-x.xml", xml, description="Factur-X XML")
    with override(document.language):
        view = sale_view(document)
    return render_pdf(
        TEMPLATE, view, made_on=document.made_on, images=images_of(document.seller), attachment=attachment
    )


def sale_pictures(document: SaleDocument, *, dots_per_inch: float = 96) -> list[bytes]:
    """Return each page as a PNG picture, for a preview on the screen. Raises CannotPrint."""
    with override(document.language):
        view = sale_view(document)
    return render_pictures(
        TEMPLATE,
        view,
        made_on=document.made_on,
        images=images_of(document.seller),
        dots_per_inch=dots_per_inch,
    )


def images_of(seller: SellerIdentity) -> dict[str, str]:
    """The seller's logo as the templates read it."""
    return {"logo": as_svg(seller.logo, seller.logo_kind)} if seller.logo else {}
