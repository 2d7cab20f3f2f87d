"""An electronic invoice as the dictionary of BT and BG keys from which `facturx` writes CII and UBL.

Amounts go as text (`facturx` refuses Decimal); what is empty is left out, so that no empty element is written.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from negoce.billing.rules.electronic_codes import SIREN_SCHEME, SIRET_SCHEME, Profile
from negoce.billing.rules.electronic_invoice import Allowance, ElectronicInvoice, Line, VatLine
from negoce.billing.rules.electronic_parties import Address, DeliveryPlace, Party
from negoce.catalogue.enums import VatCategory
from negoce.catalogue.rules.totals import VatGroup

Fields = dict[str, Any]
# XML 1.0 has no room for these characters, wherever they were pasted from.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def invoice_fields(invoice: ElectronicInvoice, profile: Profile) -> Fields:
    """Return a new dictionary of all that the invoice says; the writers may change it."""
    extended = profile is not Profile.EN16931
    # The extensions tell the exemptions apart line by line: one category may have several.
    exempt = {each.group: each for each in invoice.vat_lines if extended and each.exemption}
    return {
        **_header(invoice, profile),
        **_payment(invoice),
        **_references(invoice, extended),
        **_delivery(invoice),
        **_totals(invoice),
        "BG-1": [_kept({"BT-21": note.subject, "BT-22": clean(note.text)}) for note in invoice.notes],
        "BG-4": _party(invoice.seller),
        "BG-7": _party(invoice.buyer),
        "BG-20": [_allowance(each, exempt) for each in invoice.allowances if not each.is_charge],
        "BG-21": [_allowance(each, exempt) for each in invoice.allowances if each.is_charge],
        "BG-23": [_vat(each) for each in invoice.vat_lines],
        "BG-25": [_line(each, exempt) for each in invoice.lines],
    }


def clean(text: str) -> str:
    """Return a text that XML can hold, without the spaces around it."""
    return _FORBIDDEN.sub("", text).strip()


def _header(invoice: ElectronicInvoice, profile: Profile) -> Fields:
    return _kept(
        {
            "BT-1": clean(invoice.number),
            "BT-2": invoice.issued_on,
            "BT-3": invoice.type.value,
            "BT-5": invoice.currency,
            "BT-8": invoice.vat_due.value if invoice.vat_due else "",
            "BT-23": invoice.mode,
            "BT-24": profile.value,
            "BT-73": invoice.period_starts_on,
            "BT-74": invoice.period_ends_on,
        }
    )


def _payment(invoice: ElectronicInvoice) -> Fields:
    payment = invoice.payment
    return _kept(
        {
            "BT-9": payment.due_on,
            "BT-20": clean(payment.terms),
            "BT-81": payment.means.value,
            "BT-83": clean(payment.reference or invoice.number),
            "BT-84": payment.iban.replace(" ", ""),
            "BT-85": clean(payment.account_name),
            "BT-86": payment.bic.replace(" ", ""),
            "BT-89": clean(payment.mandate),
            "BT-90": clean(payment.creditor_id),
            "BT-91": payment.debited_iban.replace(" ", ""),
        }
    )


def _references(invoice: ElectronicInvoice, extended: bool) -> Fields:
    known = invoice.references
    fields = _kept(
        {
            "BT-10": clean(known.buyer_reference),
            "BT-11": clean(known.project),
            "BT-11-0": clean(known.project),
            "BT-12": clean(known.contract),
            "BT-13": clean(known.order),
            "BT-14": clean(known.seller_order),
            "BT-16": clean(known.delivery_note),
            "BT-17": [clean(known.tender)] if clean(known.tender) else [],
            "BT-19": clean(known.accounting),
        }
    )
    earlier: list[Fields] = []
    for each in invoice.preceding:
        entry: Fields = {"BT-25": clean(each.number), "BT-26": each.issued_on}
        if extended:
            entry["EXT-FR-FE-02"] = each.type.value
        earlier.append(entry)
    return {**fields, "BG-3": earlier}


def _delivery(invoice: ElectronicInvoice) -> Fields:
    fields = _kept({"BT-72": invoice.delivered_on})
    place = invoice.delivery
    if place is None or place.address is None:
        # A deposit has no day yet, and the schema of CII wants something said of the delivery: where it will be.
        known = fields or invoice.references.delivery_note or not invoice.buyer.address.country
        place = None if known else DeliveryPlace(address=invoice.buyer.address)
    if place is None or place.address is None:
        return fields
    ids = {SIRET_SCHEME: place.siret} if place.siret else {}
    name = clean(place.name) or clean(invoice.buyer.name)
    return {**fields, "BG-13": {"name": name, "identifiers": ids, **_address(place.address)}}


def _totals(invoice: ElectronicInvoice) -> Fields:
    totals = invoice.totals
    return {
        "BT-106": money(totals.lines),
        "BT-107": money(totals.allowances),
        "BT-108": money(totals.charges),
        "BT-109": money(totals.base),
        "BT-110": money(totals.vat),
        "BT-112": money(totals.incl_vat),
        "BT-113": money(totals.prepaid),
        "BT-115": money(totals.due),
    }


def _party(party: Party) -> Fields:
    ids = {SIRET_SCHEME: party.siret} if party.siret else {}
    ids |= {each.scheme: clean(each.value) for each in party.other_ids}
    endpoint = party.electronic_address
    legal = f"{party.legal_form} au capital de {party.capital}" if party.capital else party.legal_form
    fields: Fields = {
        "name": clean(party.name),
        "biz_name": clean(party.trade_name),
        "identifiers": ids,
        "legal_identifier": party.siren,
        "legal_identifier_schemeid": SIREN_SCHEME if party.siren else "",
        "vat_identifier": party.vat_number.replace(" ", ""),
        "legal_info": clean(legal),
        "einvoicing_addr": endpoint.value if endpoint else "",
        "einvoicing_addr_schemeid": endpoint.scheme if endpoint else "",
        **_address(party.address),
    }
    contact = party.contact
    if contact is not None and (contact.name or contact.phone or contact.email):
        known = {"name": clean(contact.name), "phone": clean(contact.phone), "email": clean(contact.email)}
        fields["contacts"] = [_kept(known)]
    return _kept(fields)


def _address(address: Address) -> Fields:
    lines = [clean(line) for line in address.lines if clean(line)]
    # Three lines are all that the norm has: what is over goes to the end of the third.
    lines = [*lines[:2], ", ".join(lines[2:])] if len(lines) > 3 else lines
    named = {f"addr_l{number}": line for number, line in enumerate(lines, start=1)}
    return {
        **named,
        **_kept({"postcode": clean(address.postal_code), "city": clean(address.city)}),
        "country_code": address.country,
    }


def _allowance(each: Allowance, exempt: Mapping[VatGroup, VatLine]) -> Fields:
    fields = {
        "amount": money(each.amount),
        "reason": clean(each.reason),
        "rate": money(each.percent) if each.percent is not None else "",
        "base_amount": money(each.base) if each.base is not None else "",
    }
    if each.vat is not None:
        fields |= {"vat_category_code": each.vat.category.value, "vat_rate": _rate(each.vat)}
        case = exempt.get(each.vat)
        if case is not None:
            fields |= {"vat_exemption": clean(case.exemption), "vat_exemption_code": case.exemption_code}
    return _kept(fields)


def _vat(each: VatLine) -> Fields:
    return _kept(
        {
            "BT-116": money(each.base),
            "BT-117": money(each.vat),
            "BT-118": each.group.category.value,
            "BT-119": _rate(each.group),
            "BT-120": clean(each.exemption),
            "BT-121": each.exemption_code,
        }
    )


def _line(line: Line, exempt: Mapping[VatGroup, VatLine]) -> Fields:
    case = exempt.get(line.vat)
    fields = {
        "BT-126": line.number,
        "BT-127-00": [{"BT-127": clean(line.note)}] if clean(line.note) else [],
        "BT-129": number(line.quantity),
        "BT-130": line.unit,
        "BT-131": money(line.net),
        "BT-134": line.starts_on,
        "BT-135": line.ends_on,
        "BT-146": number(line.price),
        "BT-151": line.vat.category.value,
        "BT-152": _rate(line.vat),
        "BT-153": clean(line.name),
        "BT-154": clean(line.description),
        "BT-155": clean(line.code),
        "BT-156": clean(line.buyer_code),
        "EXT-FR-FE-178": clean(case.exemption) if case else "",
        "EXT-FR-FE-179": case.exemption_code if case else "",
        "BG-27": [_allowance(each, {}) for each in line.allowances if not each.is_charge],
        "BG-28": [_allowance(each, {}) for each in line.allowances if each.is_charge],
    }
    return _kept(fields)


def _rate(group: VatGroup) -> str:
    return "" if group.category is VatCategory.OUTSIDE_SCOPE else money(group.rate)


def money(amount: Decimal) -> str:
    """Write an amount with two decimals, without an exponent."""
    return f"{amount:.2f}"


def number(value: Decimal) -> str:
    """Write a quantity or a price with all its decimals and no trailing zeros beyond two."""
    text = f"{value:f}"
    if "." not in text:
        return text
    whole, decimals = text.split(".")
    decimals = decimals.rstrip("0").ljust(2, "0")
    return f"{whole}.{decimals}"


def _kept(fields: Mapping[str, Any]) -> Fields:
    return {key: value for key, value in fields.items() if value not in ("", None, [], {})}
