"""What an invoice must say before it may be issued: each mention that is missing, and the text that wants it.

The finding's figures always hold `source`, the article. A warning lets the invoice leave: what is only good use, or
what the reform wants later.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from negoce.billing.rules.electronic_amounts_check import amount_faults
from negoce.billing.rules.electronic_codes import (
    DEPOSIT_TYPES,
    BillingStage,
    DocumentType,
    NoteSubject,
    Operation,
    PaymentMeans,
    VatDue,
)
from negoce.billing.rules.electronic_invoice import ElectronicInvoice, Line
from negoce.billing.rules.electronic_invoicing import invoicing_duty
from negoce.billing.rules.electronic_parties import FRANCE, Party
from negoce.catalogue.enums import VatCategory
from negoce.kit.explain import Finding, Severity

BOTH_CODES = "C. com. art. L441-9 ; CGI ann. II art. 242 nonies A"
TAX_CODE = "CGI ann. II art. 242 nonies A"
TRADE_CODE = "C. com. art. L441-9"
LATE_CODE = "C. com. art. L441-9, L441-10 et D441-5"
REGISTER = "C. com. art. R123-237"
PUBLIC = "CCP art. L2192-1 et D2192-2, Chorus Pro"
FRENCH_RULES = "XP Z12-012, BR-FR"
NORM = "EN 16931"
NUMBER = re.compile(r"[A-Za-z0-9+\-_/]{1,35}")
_SELLER_PAYS_BY_TRANSFER = (PaymentMeans.CREDIT_TRANSFER, PaymentMeans.SEPA_TRANSFER)
_TAXED = (VatCategory.STANDARD, VatCategory.ZERO)
# Those of the mainland, Corsica, the overseas departments, and the old ones that a credit note may still bear.
RATES = frozenset(
    Decimal(rate) for rate in ("0 0.9 1.05 1.75 2.1 5.5 7 8.5 9.2 9.6 10 13 19.6 20 20.6").split()
)


def missing_mentions(
    invoice: ElectronicInvoice, *, today: date, issuer_size: str = "pme"
) -> tuple[Finding, ...]:
    """Return what keeps an invoice from being issued, and what is worth a warning (C. com. L441-9; CGI ann. II 242
    nonies A; R-C15 for the four new mentions, errors from the day an issuer of this size must issue electronically).

    `issuer_size` is micro, pme, eti or ge. Raises CannotWork for another size.
    """
    send_from = invoicing_duty(size=issuer_size).value.send_from
    is_due = send_from is not None and invoice.issued_on >= send_from
    return (
        *_document(invoice, today),
        *_seller(invoice),
        *_buyer(invoice),
        *_public_buyer(invoice),
        *_lines(invoice),
        *_vat(invoice),
        *_payment(invoice),
        *_reform(invoice, "error" if is_due else "warning"),
        *amount_faults(invoice),
    )


def _say(code: str, source: str, severity: Severity = "error", **figures: object) -> Finding:
    return Finding(f"mention.{code}", severity, {"source": source, **figures})


def _document(invoice: ElectronicInvoice, today: date) -> Iterator[Finding]:
    if not invoice.number:
        yield _say("number", BOTH_CODES)
    elif not NUMBER.fullmatch(invoice.number):
        yield _say("number_form", f"{FRENCH_RULES}-01, BR-FR-02", number=invoice.number)
    if invoice.issued_on > today:
        yield _say("future_date", TAX_CODE, date=invoice.issued_on)
    if invoice.type not in DEPOSIT_TYPES and not invoice.is_credit and not _is_dated(invoice):
        yield _say("supply_date", BOTH_CODES)
    if invoice.is_credit and not invoice.preceding:
        yield _say("credited_invoice", "CGI ann. II art. 242 nonies A ; BR-FR-CO-05")
    if invoice.type is DocumentType.CORRECTED and len(invoice.preceding) != 1:
        yield _say("corrected_invoice", "CGI art. 289, I-5 ; BR-FR-CO-04")
    if invoice.stage is BillingStage.FINAL_AFTER_DEPOSIT and not invoice.preceding:
        yield _say("deposits_named", TAX_CODE, "warning")
    for note in invoice.notes:
        if not note.text.strip():
            yield _say("empty_note", NORM, subject=note.subject)


def _is_dated(invoice: ElectronicInvoice) -> bool:
    return invoice.delivered_on is not None or (
        invoice.period_starts_on is not None and invoice.period_ends_on is not None
    )


def _seller(invoice: ElectronicInvoice) -> Iterator[Finding]:
    seller = invoice.seller
    yield from _name_and_address(seller, "seller")
    if not _is_siren(seller.siren):
        yield _say("seller_siren", REGISTER)
    if not seller.legal_form:
        yield _say("seller_legal_form", REGISTER, "warning")
    if not seller.register:
        yield _say("seller_register", REGISTER, "warning")
    if not seller.vat_number and not invoice.is_franchise:
        yield _say("seller_vat_number", TAX_CODE)


def _buyer(invoice: ElectronicInvoice) -> Iterator[Finding]:
    buyer = invoice.buyer
    yield from _name_and_address(buyer, "buyer")
    if buyer.siret and not (len(buyer.siret) == 14 and buyer.siret.startswith(buyer.siren or buyer.siret)):
        yield _say("buyer_siret_other", f"{FRENCH_RULES}-09", siret=buyer.siret, siren=buyer.siren)
    if buyer.electronic_address is None:
        yield _say("buyer_address_electronic", f"{FRENCH_RULES}-12", "warning")
    owes_vat = {VatCategory.REVERSE_CHARGE, VatCategory.INTRA_COMMUNITY}
    if not buyer.vat_number and any(each.group.category in owes_vat for each in invoice.vat_lines):
        yield _say("buyer_vat_number", TAX_CODE)


def _name_and_address(party: Party, who: str) -> Iterator[Finding]:
    if not party.name.strip():
        yield _say(f"{who}_name", BOTH_CODES)
    address = party.address
    if not (address.lines and address.city.strip() and address.country):
        yield _say(f"{who}_address", BOTH_CODES)
    elif address.country == FRANCE and not address.postal_code.strip():
        yield _say(f"{who}_postal_code", BOTH_CODES)


def _public_buyer(invoice: ElectronicInvoice) -> Iterator[Finding]:
    asked = invoice.public_buyer
    if asked is None:
        return
    if not invoice.buyer.siret:
        yield _say("public_siret", PUBLIC)
    if asked.needs_service_code and not invoice.references.buyer_reference:
        yield _say("public_service_code", PUBLIC)
    if asked.needs_commitment and not invoice.references.order:
        yield _say("public_commitment", PUBLIC)
    if None in (asked.needs_service_code, asked.needs_commitment):
        yield _say("public_needs_unknown", PUBLIC, "warning")


def _lines(invoice: ElectronicInvoice) -> Iterator[Finding]:
    if not invoice.lines:
        yield _say("no_line", BOTH_CODES)
    for line in invoice.lines:
        yield from _line(line)


def _line(line: Line) -> Iterator[Finding]:
    if not line.name.strip():
        yield _say("line_name", BOTH_CODES, line=line.number)
    if not line.quantity:
        yield _say("line_quantity", BOTH_CODES, line=line.number)
    if not line.unit:
        yield _say("line_unit", f"{NORM}, BR-23", line=line.number)
    if line.price < 0:
        # A line taken back bears a negative quantity: the norm has no negative price.
        yield _say("line_price", f"{NORM}, BR-27", line=line.number)
    if line.vat.category is VatCategory.STANDARD and line.vat.rate not in RATES:
        yield _say("line_rate", f"{FRENCH_RULES}-16", line=line.number, rate=line.vat.rate)


def _vat(invoice: ElectronicInvoice) -> Iterator[Finding]:
    for each in invoice.vat_lines:
        if each.group.category not in _TAXED and not each.exemption.strip():
            yield _say(
                "exemption", "CGI ann. II art. 242 nonies A, I-12°", category=each.group.category.value
            )
    if invoice.is_franchise and any(each.vat for each in invoice.vat_lines):
        yield _say("franchise_vat", "CGI art. 293 B et 283, 3")
    if invoice.is_franchise and not any("293 B" in each.exemption for each in invoice.vat_lines):
        yield _say("franchise", "CGI art. 293 E")


def _payment(invoice: ElectronicInvoice) -> Iterator[Finding]:
    payment, due = invoice.payment, invoice.totals.due
    if payment.due_on is None and due > 0 and not invoice.is_credit:
        yield _say("due_date", TRADE_CODE)
    if payment.due_on is not None and payment.due_on < invoice.issued_on and _due_follows(invoice):
        yield _say("due_before_issue", f"{FRENCH_RULES}-CO-07", due=payment.due_on, date=invoice.issued_on)
    if payment.due_on is None and not payment.terms.strip() and due > 0 and invoice.is_credit:
        yield _say("credit_terms", f"{NORM}, BR-CO-25")
    if payment.means in _SELLER_PAYS_BY_TRANSFER and not payment.iban and not invoice.is_credit:
        yield _say("iban", f"{NORM}, BR-61")
    for subject, code in (
        (NoteSubject.LATE_PENALTIES, "late_rate"),
        (NoteSubject.RECOVERY_FEE, "recovery_fee"),
        (NoteSubject.EARLY_PAYMENT, "early_payment"),
    ):
        if not invoice.note_on(subject):
            yield _say(code, LATE_CODE if subject is not NoteSubject.EARLY_PAYMENT else TRADE_CODE)


def _due_follows(invoice: ElectronicInvoice) -> bool:
    return invoice.type not in DEPOSIT_TYPES and invoice.stage is not BillingStage.ALREADY_PAID


def _reform(invoice: ElectronicInvoice, severity: Severity) -> Iterator[Finding]:
    """The four new mentions; the category of operation is always told, by the billing mode."""
    if invoice.buyer.address.country == FRANCE and not _is_siren(invoice.buyer.siren):
        yield _say("buyer_siren", f"{TAX_CODE} (décret 2022-1299)", severity)
    has_goods = invoice.operation is not Operation.SERVICES
    if has_goods and invoice.delivery is not None and not _is_place(invoice):
        yield _say("delivery_address", f"{TAX_CODE} (décret 2022-1299)", severity)
    if invoice.vat_on_debits and invoice.vat_due is not VatDue.INVOICE:
        yield _say("vat_on_debits", f"{TAX_CODE} (décret 2022-1299)", severity)


def _is_place(invoice: ElectronicInvoice) -> bool:
    address = invoice.delivery.address if invoice.delivery else None
    return address is not None and bool(address.lines and address.city.strip() and address.country)


def _is_siren(text: str) -> bool:
    return len(text) == 9 and text.isascii() and text.isdigit()
