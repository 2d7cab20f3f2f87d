"""The electronic invoice of a fixed content: the same content always gives the same invoice."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from negoce.billing.documents.content import read_day
from negoce.billing.documents.content_amounts import content_amounts, counted, group_of
from negoce.billing.documents.electronic.notes import legal_notes
from negoce.billing.documents.printed_words import term_words
from negoce.billing.enums import DocumentKind
from negoce.billing.rules.electronic_amounts import FRANCHISE, electronic_amounts
from negoce.billing.rules.electronic_codes import BillingStage, DocumentType, Operation, VatDue
from negoce.billing.rules.electronic_invoice import (
    Allowance,
    ElectronicInvoice,
    Line,
    Payment,
    Preceding,
    References,
)
from negoce.billing.rules.electronic_parties import Address, DeliveryPlace, Party, PartyContact, PublicBuyer
from negoce.catalogue.rules.totals import VatGroup
from negoce.companies.enums import DirectoryNeed

_TYPES = {
    DocumentKind.INVOICE.value: DocumentType.INVOICE,
    DocumentKind.DEPOSIT.value: DocumentType.DEPOSIT,
    DocumentKind.CREDIT_NOTE.value: DocumentType.CREDIT_NOTE,
}
_REDUCTION = "Remise"


def electronic_invoice(content: Mapping[str, Any], *, number: str, issued_on: date) -> ElectronicInvoice:
    """Return the electronic invoice of a content under a number and a day.

    Raises CannotWork or ValueError when the amounts do not hold together.
    """
    seller, buyer = _seller(content["seller"]), _buyer(content["buyer"])
    sale = content_amounts(content)
    lines = counted(content["lines"])
    is_franchise = bool(content["seller"]["is_vat_exempt"])
    amounts = electronic_amounts(
        sale.document,
        [group_of(line) for line in lines],
        reasons=[_REDUCTION] * len(sale.document.reductions),
        exemption=FRANCHISE if is_franchise else None,
        prepaid=Decimal(content["amounts"]["prepaid"]),
    )
    operation = Operation(content["operation"])
    return ElectronicInvoice(
        number=number,
        type=_type(content),
        issued_on=issued_on,
        seller=seller,
        buyer=buyer,
        operation=operation,
        stage=BillingStage.FINAL_AFTER_DEPOSIT if content["deposits"] else BillingStage.DIRECT,
        vat_due=VatDue(content["vat_due"]),
        vat_on_debits=bool(content["seller"]["vat_on_debits"]),
        lines=tuple(_line(place, line) for place, line in enumerate(lines, start=1)),
        allowances=amounts.allowances,
        vat_lines=amounts.vat_lines,
        totals=amounts.totals,
        payment=_payment(content),
        delivered_on=read_day(content["supplied_on"]),
        delivery=_delivery(content, operation),
        references=_references(content),
        preceding=_preceding(content),
        public_buyer=_public_buyer(content["buyer"]),
        notes=legal_notes(
            seller,
            buyer,
            late_rate=_late_rate(content),
            early_payment=content["terms"]["early_payment"],
            extra=free_notes(content),
        ),
        is_franchise=is_franchise,
        currency=content["currency"],
    )


def free_notes(content: Mapping[str, Any]) -> tuple[str, ...]:
    """The notes of this document alone: what was written, the reason of a credit note, VAT already due on deposits."""
    return tuple(text for text in (content["reason"], content["note"]) if text.strip())


def _late_rate(content: Mapping[str, Any]) -> Decimal | None:
    rate = content["seller"]["late_rate"]
    return None if rate is None else Decimal(rate)


def _type(content: Mapping[str, Any]) -> DocumentType:
    corrected = content["corrected"]
    if corrected is not None and corrected["kind"] == DocumentKind.DEPOSIT.value:
        return DocumentType.DEPOSIT_CREDIT_NOTE
    return _TYPES[content["kind"]]


def _address(told: Mapping[str, Any]) -> Address:
    return Address(
        lines=tuple(told["lines"]),
        postal_code=told["postal_code"],
        city=told["city"],
        country=told["country"] or "FR",
    )


def _seller(told: Mapping[str, Any]) -> Party:
    lines = tuple(line for line in (told["street"], told["complement"]) if line)
    return Party(
        name=told["name"],
        trade_name=told["trade_name"],
        address=Address(
            lines=lines, postal_code=told["postal_code"], city=told["city"], country=told["country"]
        ),
        siren=told["siren"] or told["siret"][:9],
        siret=told["siret"],
        vat_number=told["vat_number"],
        legal_form=told["legal_form"],
        capital="" if told["capital"] is None else f"{Decimal(told['capital']):.2f} €".replace(".", ","),
        register=told["register_town"],
        contact=PartyContact(name=told["name"], phone=told["phone"], email=told["email"]),
    )


def _buyer(told: Mapping[str, Any]) -> Party:
    return Party(
        name=told["name"],
        address=_address(told),
        siren=told["siren"],
        siret=told["siret"],
        vat_number=told["vat_number"],
    )


def _public_buyer(told: Mapping[str, Any]) -> PublicBuyer | None:
    """What the directory asked for on that day; contents of before it was noted asked for nothing."""
    if not told["is_public"]:
        return None
    asked = told.get("directory")
    if asked is None:
        return PublicBuyer()
    return PublicBuyer(
        needs_service_code=_needs(asked["service_code"]), needs_commitment=_needs(asked["commitment"])
    )


def _needs(told: str) -> bool | None:
    return None if not told else told == DirectoryNeed.REQUIRED.value


def _line(place: int, line: Mapping[str, Any]) -> Line:
    off = Decimal(line["allowance"])
    return Line(
        number=str(place),
        name=line["label"],
        description=line["description"],
        code=line["code"],
        quantity=Decimal(line["quantity"]),
        unit=line["unit"],
        price=Decimal(line["unit_price"]),
        net=Decimal(line["net"]),
        vat=VatGroup(group_of(line).category, Decimal(line["vat_rate"])),
        allowances=(Allowance(amount=off, reason=_REDUCTION),) if off else (),
    )


def _payment(content: Mapping[str, Any]) -> Payment:
    seller = content["seller"]
    is_credit = content["kind"] == DocumentKind.CREDIT_NOTE.value
    return Payment(
        due_on=read_day(content["due_on"]),
        terms="À déduire de vos prochains règlements, ou remboursable"
        if is_credit
        else _terms(content["terms"]),
        iban=seller["iban"],
        bic=seller["bic"],
        account_name=seller["name"],
    )


def _terms(told: Mapping[str, Any]) -> str:
    """BT-20: the term and the discount for paying early; contents of before it was noted said nothing there."""
    return f"{term_words(told)}. {told['early_payment']}" if "with_order" in told else ""


def _references(content: Mapping[str, Any]) -> References:
    told, buyer = content["references"], _public_buyer(content["buyer"])
    commitment = told["commitment"] if buyer is not None else ""
    # The buyer's own order number is no commitment: where one is required, it does not stand in for it.
    needs_commitment = buyer is not None and buyer.needs_commitment
    return References(
        order=commitment if needs_commitment else commitment or told["buyer_order"],
        buyer_reference=told["service_code"],
        seller_order=told["orders"][0][0] if len(told["orders"]) == 1 else "",
        delivery_note=told["delivery_notes"][0] if len(told["delivery_notes"]) == 1 else "",
    )


def _preceding(content: Mapping[str, Any]) -> tuple[Preceding, ...]:
    deposits = tuple(
        Preceding(each["number"], date.fromisoformat(each["issued_on"]), DocumentType.DEPOSIT)
        for each in content["deposits"]
    )
    settled = tuple(
        Preceding(each["number"], date.fromisoformat(each["issued_on"]), DocumentType.INVOICE)
        for each in content.get("settled", ())
    )
    told = content["corrected"]
    if told is None:
        return (*deposits, *settled)
    return (Preceding(told["number"], date.fromisoformat(told["issued_on"]), _TYPES[told["kind"]]), *deposits)


def _delivery(content: Mapping[str, Any], operation: Operation) -> DeliveryPlace | None:
    told = content["delivery"]
    if told is None and content["supplied_on"] is None:
        # A deposit: nothing is delivered yet, but the schema of CII wants to know where it will be.
        return DeliveryPlace(name=content["buyer"]["name"], address=_address(content["buyer"]))
    if told is None or operation is Operation.SERVICES:
        return None
    return DeliveryPlace(name=told["name"], address=_address(told))
