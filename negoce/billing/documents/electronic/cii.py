"""An electronic invoice as Cross Industry Invoice (UN/CEFACT CII D22B)."""

from __future__ import annotations

from negoce.billing.documents.electronic.fields import invoice_fields
from negoce.billing.rules.electronic_codes import Profile
from negoce.billing.rules.electronic_invoice import ElectronicInvoice

LEVELS = {
    Profile.EN16931: "en16931",
    Profile.FACTURX_EXTENDED: "extended",
    Profile.EXTENDED_CTC_FR: "extended-ctc-fr",
}


def cii_xml(invoice: ElectronicInvoice, profile: Profile = Profile.EN16931) -> bytes:
    """Return the XML of an invoice; nothing is checked here: `validate` does."""
    # Takes 25 MB: only for processes that write invoices.
    from facturx import generate_cii_xml

    # The schematron check of the library posts to a server, and passes when there is none.
    xml: bytes = generate_cii_xml(
        invoice_fields(invoice, profile), level=LEVELS[profile], check_xsd=False, check_schematron=False
    )
    return xml
