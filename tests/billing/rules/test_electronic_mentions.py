"""Mandatory mentions (domain 4.10; R-C15 for those of the reform): each missing one is named with its article."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from negoce.billing.electronic_words import MENTION_MESSAGES
from negoce.billing.rules.electronic_codes import DocumentType, NoteSubject, VatDue
from negoce.billing.rules.electronic_invoice import Payment, References
from negoce.billing.rules.electronic_mentions import missing_mentions
from negoce.billing.rules.electronic_parties import Address, DeliveryPlace, PublicBuyer
from negoce.catalogue.enums import VatCategory
from negoce.catalogue.rules.totals import AmountLine, VatGroup
from tests.factories.electronic import BUYER, SELLER, make_electronic_invoice

TODAY = date(2026, 11, 20)


def _codes(invoice, severity="error", **others):
    found = missing_mentions(invoice, today=TODAY, **others)
    return [each.code for each in found if each.severity == severity]


def test_a_whole_invoice_lacks_nothing():
    assert missing_mentions(make_electronic_invoice(), today=TODAY, issuer_size="ge") == ()


@pytest.mark.parametrize("kind", list(DocumentType))
def test_each_type_of_document_can_be_whole(kind):
    assert missing_mentions(make_electronic_invoice(kind), today=TODAY) == ()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"number": ""}, "mention.number"),
        ({"number": "F 2026"}, "mention.number_form"),
        ({"number": "F" * 36}, "mention.number_form"),
        ({"issued_on": date(2026, 11, 21)}, "mention.future_date"),
        ({"delivered_on": None}, "mention.supply_date"),
        ({"seller": replace(SELLER, name=" ")}, "mention.seller_name"),
        ({"seller": replace(SELLER, address=Address())}, "mention.seller_address"),
        ({"seller": replace(SELLER, siren="")}, "mention.seller_siren"),
        ({"seller": replace(SELLER, vat_number="")}, "mention.seller_vat_number"),
        ({"buyer": replace(BUYER, name="")}, "mention.buyer_name"),
        ({"buyer": replace(BUYER, address=Address(lines=("1 rue X",), city="Paris"))}, "mention.buyer_postal_code"),
        ({"buyer": replace(BUYER, siret="73282932000074")}, "mention.buyer_siret_other"),
        ({"lines": ()}, "mention.no_line"),
        ({"payment": Payment(iban="FR7630006000011234567890189")}, "mention.due_date"),
        ({"payment": Payment(due_on=date(2026, 11, 1), iban="FR76")}, "mention.due_before_issue"),
        ({"payment": Payment(due_on=date(2026, 12, 1))}, "mention.iban"),
        ({"public_buyer": PublicBuyer(), "buyer": replace(BUYER, siret="")}, "mention.public_siret"),
        ({"public_buyer": PublicBuyer(needs_service_code=True)}, "mention.public_service_code"),
        (
            {"public_buyer": PublicBuyer(needs_commitment=True), "references": References()},
            "mention.public_commitment",
        ),
    ],
)  # fmt: skip
def test_what_lacks_is_named(changes, code):
    found = _codes(replace(make_electronic_invoice(), **changes))
    assert code in found


@pytest.mark.parametrize(
    ("subject", "code"),
    [
        (NoteSubject.LATE_PENALTIES, "mention.late_rate"),
        (NoteSubject.RECOVERY_FEE, "mention.recovery_fee"),
        (NoteSubject.EARLY_PAYMENT, "mention.early_payment"),
    ],
)
def test_the_three_notes_of_the_code_of_commerce(subject, code):
    invoice = make_electronic_invoice()
    without = tuple(note for note in invoice.notes if note.subject != subject)
    assert _codes(replace(invoice, notes=without)) == [code]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"buyer": replace(BUYER, siren="", siret="", endpoint=None)}, "mention.buyer_siren"),
        ({"delivery": DeliveryPlace(name="Chantier")}, "mention.delivery_address"),
        ({"vat_on_debits": True, "vat_due": VatDue.PAYMENT}, "mention.vat_on_debits"),
    ],
)
@pytest.mark.parametrize(
    ("size", "day", "severity"),
    [
        ("ge", date(2026, 9, 1), "error"),
        ("ge", date(2026, 8, 31), "warning"),
        ("pme", date(2026, 11, 20), "warning"),
        ("micro", date(2027, 9, 1), "error"),
    ],
)
def test_the_new_mentions_count_from_the_day_the_issuer_must_send(changes, code, size, day, severity):
    invoice = replace(make_electronic_invoice(), issued_on=day, **changes)
    found = [each for each in missing_mentions(invoice, today=day, issuer_size=size) if each.code == code]
    assert [each.severity for each in found] == [severity]


def test_reverse_charge_wants_the_buyers_vat_number():
    group = VatGroup(VatCategory.REVERSE_CHARGE, Decimal(0))
    lines = [AmountLine(Decimal(1), Decimal(50), group)]
    invoice = make_electronic_invoice(lines=lines, buyer=replace(BUYER, vat_number=""))
    assert _codes(invoice) == ["mention.buyer_vat_number"]


def test_an_exempt_sale_wants_its_article_and_franchise_its_own():
    group = VatGroup(VatCategory.EXEMPT, Decimal(0))
    invoice = make_electronic_invoice(lines=[AmountLine(Decimal(1), Decimal(50), group)], is_franchise=True)
    assert _codes(invoice) == ["mention.exemption", "mention.franchise"]


def test_a_credit_note_and_a_corrected_invoice_name_what_they_correct():
    for kind, code in (
        (DocumentType.CREDIT_NOTE, "mention.credited_invoice"),
        (DocumentType.CORRECTED, "mention.corrected_invoice"),
    ):
        assert _codes(make_electronic_invoice(kind, preceding=())) == [code]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ({"name": ""}, "mention.line_name"),
        ({"quantity": Decimal(0)}, "mention.line_quantity"),
        ({"unit": ""}, "mention.line_unit"),
        ({"price": Decimal(-1)}, "mention.line_price"),
        ({"vat": VatGroup(VatCategory.STANDARD, Decimal(17))}, "mention.line_rate"),
    ],
)
def test_what_lacks_on_a_line_is_named(line, code):
    invoice = make_electronic_invoice()
    lines = (replace(invoice.lines[0], **line), *invoice.lines[1:])
    assert code in _codes(replace(invoice, lines=lines))


def test_every_finding_names_its_source_and_has_words():
    empty = replace(
        make_electronic_invoice(),
        seller=replace(SELLER, name="", siren="", vat_number="", address=Address()),
        buyer=replace(BUYER, name="", address=Address()),
        lines=(),
        notes=(),
        payment=Payment(),
    )
    found = missing_mentions(empty, today=TODAY)
    assert len(found) > 12
    assert [each.code for each in found if not each.figures["source"]] == []
    assert [each.code for each in found if each.code not in MENTION_MESSAGES] == []


def test_what_a_public_body_requires_is_worth_a_warning_while_unknown():
    invoice = replace(make_electronic_invoice(), public_buyer=PublicBuyer(needs_commitment=None))
    found = {each.code: each.severity for each in missing_mentions(invoice, today=TODAY)}
    assert found["mention.public_needs_unknown"] == "warning"
