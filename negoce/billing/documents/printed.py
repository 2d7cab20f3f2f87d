"""A fixed content as the document that people read; French, as the law that its mentions come from."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from negoce.billing.documents.content import read_day
from negoce.billing.documents.content_amounts import content_amounts
from negoce.billing.documents.electronic.notes import NO_DISCOUNT
from negoce.billing.documents.from_content import electronic_invoice, free_notes
from negoce.billing.documents.printed_words import (
    OPERATIONS,
    deposit_label,
    line_reductions,
    party_of,
    term_words,
    vat_left,
)
from negoce.billing.enums import DocumentKind
from negoce.billing.rules.electronic_codes import NoteSubject
from negoce.billing.rules.electronic_invoice import ElectronicInvoice
from negoce.catalogue.documents.sale_document import (
    Fact,
    FactLabel,
    Payment,
    PrintedAmounts,
    PrintedLine,
    SaleDocument,
    SaleKind,
)
from negoce.catalogue.documents.seller_identity import identity_from
from negoce.catalogue.enums import LineKind, ReductionKind
from negoce.kit.dates import format_date

_KINDS = {
    DocumentKind.INVOICE.value: SaleKind.INVOICE,
    DocumentKind.DEPOSIT.value: SaleKind.DEPOSIT_INVOICE,
    DocumentKind.CREDIT_NOTE.value: SaleKind.CREDIT_NOTE,
}

_REDUCTIONS = {
    ReductionKind.DEFECT_REBATE.value: "Rabais",
    ReductionKind.TRADE_DISCOUNT.value: "Remise",
    ReductionKind.CASH_DISCOUNT.value: "Escompte pour paiement à la commande",
}


def printed_document(
    content: Mapping[str, Any],
    *,
    number: str,
    issued_on: date,
    logo: bytes = b"",
    logo_kind: str = "",
    watermark: str = "",
) -> SaleDocument:
    """Return what is printed of a content; `watermark` marks what is not issued yet."""
    electronic = electronic_invoice(content, number=number, issued_on=issued_on)
    amounts = content_amounts(content)
    buyer = content["buyer"]
    return SaleDocument(
        kind=_KINDS[content["kind"]],
        number=number,
        made_on=issued_on,
        seller=identity_from(content["seller"], logo=logo, logo_kind=logo_kind),
        buyer=party_of(buyer, identified=True),
        billing=_other_place(content["billing"], buyer),
        delivery=_other_place(content["delivery"], buyer),
        lines=tuple(_line(line) for line in content["lines"]),
        amounts=PrintedAmounts(
            amounts.document,
            reduction_labels=tuple(_reduction_label(each) for each in content["amounts"]["reductions"]),
            deductions=tuple((deposit_label(each), Decimal(each["amount"])) for each in content["deposits"]),
        ),
        facts=tuple(_facts(content, issued_on)),
        payment=_payment(content, electronic),
        mentions=_mentions(content, electronic),
        watermark=watermark,
        currency=content["currency"],
    )


def _other_place(told: Mapping[str, Any] | None, buyer: Mapping[str, Any]) -> Any:
    if told is None or all(told[key] == buyer[key] for key in ("lines", "postal_code", "city", "country")):
        return None
    return party_of(told, identified=False)


def _reduction_label(told: Mapping[str, str]) -> str:
    """« Rabais 2 % »: what was granted, as the quote said it."""
    return f"{_REDUCTIONS[told['kind']]} {line_reductions([told])}"


def _line(line: Mapping[str, Any]) -> PrintedLine:
    kind = LineKind(line["kind"])
    if kind is not LineKind.ITEM:
        return PrintedLine(kind, line["label"], description=line["description"])
    return PrintedLine(
        kind,
        line["label"],
        code=line["code"],
        description=line["description"],
        quantity=Decimal(line["quantity"]),
        unit=line["unit"],
        unit_price=Decimal(line["unit_price"]),
        reductions=line_reductions(line["reductions"]),
        net=Decimal(line["net"]),
        vat_rate=Decimal(line["vat_rate"]),
    )


def _facts(content: Mapping[str, Any], issued_on: date) -> list[Fact]:
    told = content["references"]
    facts = [Fact(FactLabel.ISSUED_ON, issued_on)]
    supplied = read_day(content["supplied_on"])
    if supplied is not None and content["kind"] != DocumentKind.DEPOSIT.value:
        facts.append(Fact(FactLabel.SUPPLIED_ON, supplied))
    corrected = content["corrected"]
    if corrected is not None:
        facts.append(Fact(FactLabel.INVOICE, corrected["number"]))
        facts.append(Fact(FactLabel.INVOICED_ON, date.fromisoformat(corrected["issued_on"])))
    named = [
        (FactLabel.ORDER, ", ".join(reference for reference, _day in told["orders"])),
        (FactLabel.DELIVERY_NOTE, ", ".join(told["delivery_notes"])),
        (FactLabel.BUYER_ORDER, told["buyer_order"]),
        (FactLabel.SERVICE_CODE, told["service_code"]),
        (FactLabel.COMMITMENT, told["commitment"]),
        (FactLabel.OPERATION, OPERATIONS[content["operation"]]),
    ]
    return [*facts, *(Fact(label, value) for label, value in named if value)]


def _payment(content: Mapping[str, Any], electronic: ElectronicInvoice) -> Payment | None:
    if content["kind"] == DocumentKind.CREDIT_NOTE.value:
        return Payment(terms=electronic.payment.terms, shows_bank=False)
    penalties = electronic.note_on(NoteSubject.LATE_PENALTIES)
    return Payment(
        terms=term_words(content["terms"]),
        due_on=read_day(content["due_on"]),
        early_payment=content["terms"]["early_payment"] or NO_DISCOUNT,
        late_payment=f"{penalties} {electronic.note_on(NoteSubject.RECOVERY_FEE)}",
    )


def _mentions(content: Mapping[str, Any], electronic: ElectronicInvoice) -> tuple[str, ...]:
    exemptions = dict.fromkeys(each.exemption for each in electronic.vat_lines if each.exemption)
    if content["seller"]["vat_on_debits"]:
        exemptions["Option pour le paiement de la taxe d’après les débits."] = None
    return (*free_notes(content), *_settled(content), *vat_left(content), *exemptions)


def _settled(content: Mapping[str, Any]) -> tuple[str, ...]:
    """The invoices of the period that a settlement refers to, each by its number and its day."""
    told = content.get("settled", ())
    named = [
        f"{each['number']} du {format_date(date.fromisoformat(each['issued_on']), 'fr')}" for each in told
    ]
    return (f"Factures concernées\u00a0: {', '.join(named)}.",) if named else ()
