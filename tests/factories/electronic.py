"""Electronic invoices for tests: a French seller, a French buyer, amounts that agree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from negoce.billing.documents.electronic.notes import legal_notes
from negoce.billing.rules.electronic_amounts import Exemption, electronic_amounts
from negoce.billing.rules.electronic_codes import CREDIT_TYPES, DocumentType, Operation, VatDue
from negoce.billing.rules.electronic_invoice import (
    Allowance,
    ElectronicInvoice,
    Line,
    Payment,
    Preceding,
    References,
)
from negoce.billing.rules.electronic_parties import Address, Party, PartyContact
from negoce.catalogue.enums import VatCategory
from negoce.catalogue.rules.reductions import Reduction
from negoce.catalogue.rules.totals import AmountLine, VatGroup, document_amounts

NORMAL = VatGroup(VatCategory.STANDARD, Decimal(20))
REDUCED = VatGroup(VatCategory.STANDARD, Decimal("5.5"))
SELLER = Party(
    name="Atelier du Bois",
    siren="732829320",
    siret="73282932000074",
    vat_number="FR44732829320",
    legal_form="SAS",
    capital="50 000 €",
    register="Lyon",
    address=Address(lines=("12 rue des Lilas", "ZI Nord"), postal_code="69003", city="Lyon"),
    contact=PartyContact(name="Camille Roche", phone="0102030405", email="camille@atelier.example"),
)
BUYER = Party(
    name="Quincaillerie & Fils",
    siren="404833048",
    siret="40483304800022",
    vat_number="FR83404833048",
    address=Address(lines=("1 place du Marché",), postal_code="75001", city="Paris"),
)
TWO_LINES = (
    AmountLine(Decimal(3), Decimal("33.33"), NORMAL),
    AmountLine(Decimal("1.5"), Decimal(100), REDUCED, allowances=Decimal(15)),
)
EARLIER = Preceding("F-2026-0007", date(2026, 11, 2))


def make_electronic_invoice(
    kind: DocumentType = DocumentType.INVOICE,
    *,
    lines: Sequence[AmountLine] = TWO_LINES,
    reductions: Sequence[Reduction] = (),
    shipping: Decimal = Decimal(0),
    prepaid: Decimal = Decimal(0),
    exemption: Exemption | None = None,
    **others: Any,
) -> ElectronicInvoice:
    """Return an invoice whose amounts are worked out from its lines; `others` replace any field of the value."""
    amounts = document_amounts(lines, reductions=reductions, shipping=shipping).value
    groups = [line.vat for line in lines]
    told = electronic_amounts(amounts, groups, prepaid=prepaid, exemption=exemption)
    corrects = kind in CREDIT_TYPES or kind is DocumentType.CORRECTED
    invoice = ElectronicInvoice(
        number="F-2026-0012",
        type=kind,
        issued_on=date(2026, 11, 20),
        seller=SELLER,
        buyer=BUYER,
        operation=Operation.GOODS,
        lines=tuple(
            _line(place, line, net)
            for place, (line, net) in enumerate(zip(lines, amounts.line_nets, strict=True), 1)
        ),
        vat_lines=told.vat_lines,
        totals=told.totals,
        payment=Payment(
            due_on=date(2026, 12, 20), terms="30 jours", iban="FR7630006000011234567890189", bic="AGRIFRPP"
        ),
        vat_due=VatDue.DELIVERY,
        delivered_on=date(2026, 11, 19),
        references=References(order="PO-1", contract="CT-1", seller_order="CD-1", delivery_note="BL-1"),
        notes=legal_notes(SELLER, others.get("buyer", BUYER)),
        allowances=told.allowances,
        preceding=(EARLIER,) if corrects else (),
    )
    return replace(invoice, **others)


def _line(place: int, line: AmountLine, net: Decimal) -> Line:
    allowances = (Allowance(amount=line.allowances, reason="Remise"),) if line.allowances else ()
    return Line(
        number=str(place),
        name=f"Article {place}",
        code=f"A-{place}",
        quantity=line.quantity,
        unit="C62",
        price=line.unit_price,
        net=net,
        vat=line.vat,
        allowances=allowances,
    )
