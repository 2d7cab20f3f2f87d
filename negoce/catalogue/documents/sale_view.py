"""A document of sale as JSON values: every text, date and amount written, so that the template only places them."""

from __future__ import annotations

from dataclasses import asdict

from negoce.catalogue.documents.amounts_view import totals_view, vat_view
from negoce.catalogue.documents.labels import FACTS, LABELS, TITLES
from negoce.catalogue.documents.lines_view import columns_view, lines_view
from negoce.catalogue.documents.sale_document import Fact, FactLabel, Party, Payment, SaleDocument, SaleKind
from negoce.catalogue.documents.seller_view import seller_view
from negoce.catalogue.documents.writing import colon, written_identifier, written_value
from negoce.kit.money import format_money

_HEAD = 48


def sale_view(document: SaleDocument) -> dict[str, object]:
    """Return what `typst/sale.typ` reads. The language of the document must be the active one."""
    title = document.title or str(TITLES[document.kind])
    shows_amounts = document.amounts is not None and document.kind is not SaleKind.DELIVERY_NOTE
    return {
        "language": document.language,
        "made_on": document.made_on.isoformat(),
        "title": title,
        "number": document.number,
        "head": [_short(f"{title} {document.number}"), _short(document.buyer.name)],
        "labels": {key: str(words) for key, words in LABELS.items()},
        "colon": colon(document.language),
        "seller": seller_view(document.seller, document.language),
        "buyer": party_view(document.buyer),
        "places": _places(document),
        "facts": [_fact(fact, document.language) for fact in document.facts],
        "subject": document.subject,
        "introduction": document.introduction.strip("\n"),
        "columns": columns_view(document),
        "lines": lines_view(document),
        "totals": totals_view(document, document.amounts) if shows_amounts and document.amounts else [],
        "vat": vat_view(document, document.amounts) if shows_amounts and document.amounts else [],
        "payment": _payment(document, document.payment) if document.payment else [],
        "mentions": _mentions(document),
        "box": _box(document),
        "watermark": document.watermark,
        "annex": asdict(document.annex) if document.annex else None,
    }


def _short(text: str) -> str:
    """What the head and foot of a page have room for."""
    return text if len(text) <= _HEAD else f"{text[: _HEAD - 1]}…"


def party_view(party: Party) -> dict[str, object]:
    """Return a party as the templates read it, identifiers written."""
    identifiers = [[label, written_identifier(value)] for label, value in party.identifiers]
    return {
        "name": party.name,
        "contact": party.contact,
        "address": [line for line in party.address if line],
        "identifiers": identifiers,
    }


def _places(document: SaleDocument) -> list[dict[str, object]]:
    named = (("delivery", document.delivery), ("billing", document.billing))
    return [party_view(party) | {"title": str(LABELS[key])} for key, party in named if party is not None]


def _fact(fact: Fact, language: str) -> list[str]:
    label = str(FACTS[fact.label]) if isinstance(fact.label, FactLabel) else fact.label
    return [label, written_value(fact.value, language)]


def _payment(document: SaleDocument, payment: Payment) -> list[dict[str, str]]:
    language, seller = document.language, document.seller
    rows = [
        ("due_on", written_value(payment.due_on, language) if payment.due_on else ""),
        ("terms", payment.terms),
        ("instalments", _instalments(document, payment)),
        ("bank", _bank(seller.iban, seller.bic) if payment.shows_bank else ""),
    ]
    return [{"key": key, "label": str(LABELS[key]), "text": text} for key, text in rows if text]


def _mentions(document: SaleDocument) -> list[str]:
    """What is said of early and late payment comes before the other mentions."""
    payment = document.payment
    said = (payment.early_payment, payment.late_payment) if payment else ()
    return [each for each in (*said, *document.mentions) if each]


def _instalments(document: SaleDocument, payment: Payment) -> str:
    return "\n".join(
        f"{words} · {format_money(amount, document.language, document.currency)}"
        for words, amount in payment.instalments
    )


def _bank(iban: str, bic: str) -> str:
    if not iban:
        return ""
    return f"IBAN {written_identifier(iban)}" + (f"\nBIC {bic}" if bic else "")


def _box(document: SaleDocument) -> dict[str, str] | None:
    if not document.acceptance:
        return None
    key = "received" if document.kind is SaleKind.DELIVERY_NOTE else "agreed"
    return {"title": str(LABELS[key]), "how": str(LABELS[f"{key}_how"])}
