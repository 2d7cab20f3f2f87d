"""An electronic invoice as UBL 2.1: an Invoice, or a CreditNote when its type says so."""

from __future__ import annotations

from negoce.billing.documents.electronic.cii import LEVELS
from negoce.billing.documents.electronic.fields import invoice_fields
from negoce.billing.rules.electronic_codes import Profile
from negoce.billing.rules.electronic_invoice import ElectronicInvoice


def ubl_xml(invoice: ElectronicInvoice, profile: Profile = Profile.EN16931) -> bytes:
    """Return the XML of an invoice, not checked: `validate` does. Raises ValueError for the profile of Factur-X."""
    from facturx import generate_ubl_xml

    xml: bytes = generate_ubl_xml(
        invoice_fields(invoice, profile), level=LEVELS[profile], check_xsd=False, check_schematron=False
    )
    return xml
