"""CII, UBL and Factur-X of each type of document, held to the official rules."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from negoce.billing.documents.electronic.cii import cii_xml
from negoce.billing.documents.electronic.facturx import CannotBind, facturx_pdf
from negoce.billing.documents.electronic.fields import clean, number
from negoce.billing.documents.electronic.ubl import ubl_xml
from negoce.billing.documents.electronic.validate import validate
from negoce.billing.rules.electronic_amounts import FRANCHISE
from negoce.billing.rules.electronic_codes import BillingStage, DocumentType, Operation, Profile, VatDue
from negoce.billing.rules.electronic_invoice import Note, Preceding, References
from negoce.billing.rules.electronic_parties import Address, DeliveryPlace, Identifier, Party, PublicBuyer
from negoce.catalogue.enums import ReductionKind, VatCategory
from negoce.catalogue.rules.reductions import Reduction
from negoce.catalogue.rules.totals import AmountLine, VatGroup
from negoce.kit.pdf import render_pdf
from tests.factories.electronic import BUYER, EARLIER, NORMAL, make_electronic_invoice

DISCOUNT = [Reduction(ReductionKind.TRADE_DISCOUNT, percent=Decimal(5))]
ABROAD = Party(
    name="Holz GmbH",
    vat_number="DE123456789",
    address=Address(lines=("Hauptstraße 1",), postal_code="10115", city="Berlin", country="DE"),
    endpoint=Identifier("EM", "rechnung@holz.example"),
)


def _exempt(category, **others):
    line = AmountLine(Decimal(2), Decimal("45.50"), VatGroup(category, Decimal(0)))
    return make_electronic_invoice(lines=[line], **others)


def _invoices():
    return {
        "plain": make_electronic_invoice(),
        "reduced": make_electronic_invoice(reductions=DISCOUNT, shipping=Decimal(12)),
        "deposit": make_electronic_invoice(DocumentType.DEPOSIT),
        "deposit before anything is delivered": make_electronic_invoice(
            DocumentType.DEPOSIT, delivered_on=None, references=References(order="PO-1")
        ),
        "credit": make_electronic_invoice(DocumentType.CREDIT_NOTE, reductions=DISCOUNT),
        "deposit credit": make_electronic_invoice(DocumentType.DEPOSIT_CREDIT_NOTE),
        "corrected": make_electronic_invoice(DocumentType.CORRECTED),
        "final": make_electronic_invoice(
            prepaid=Decimal(100), stage=BillingStage.FINAL_AFTER_DEPOSIT, preceding=(EARLIER,)
        ),
        "services": make_electronic_invoice(
            operation=Operation.SERVICES,
            vat_due=VatDue.PAYMENT,
            delivered_on=None,
            period_starts_on=date(2026, 11, 1),
            period_ends_on=date(2026, 11, 30),
        ),
        "delivered elsewhere": make_electronic_invoice(
            delivery=DeliveryPlace(
                name="Chantier", address=Address(lines=("9 quai",), postal_code="33000", city="Bordeaux")
            )
        ),
        # A rebate of a year: one credit note on many invoices (BG-3 is 0..n).
        "on a year": make_electronic_invoice(
            DocumentType.CREDIT_NOTE,
            preceding=tuple(
                Preceding(f"F2026-0000{month}", date(2026, month, 1), DocumentType.INVOICE)
                for month in (1, 5, 9)
            ),
        ),
        "public": make_electronic_invoice(public_buyer=PublicBuyer(needs_commitment=True)),
        "franchise": _exempt(VatCategory.EXEMPT, exemption=FRANCHISE, is_franchise=True),
        "reverse charge": _exempt(VatCategory.REVERSE_CHARGE),
        "to Germany": _exempt(
            VatCategory.INTRA_COMMUNITY,
            buyer=ABROAD,
            delivery=DeliveryPlace(name="Holz GmbH", address=ABROAD.address),
        ),
        "taken back": make_electronic_invoice(
            lines=[AmountLine(Decimal(5), Decimal(10), NORMAL), AmountLine(Decimal(-1), Decimal(10), NORMAL)]
        ),
    }


@pytest.mark.parametrize("write", [cii_xml, ubl_xml])
@pytest.mark.parametrize("profile", [Profile.EN16931, Profile.EXTENDED_CTC_FR])
def test_each_kind_of_invoice_obeys_the_official_rules(write, profile):
    broken = {
        name: [(each.rule, each.text) for each in checked.failures]
        for name, invoice in _invoices().items()
        if (checked := validate(write(invoice, profile))).failures
    }
    assert broken == {}


def _texts(xml, *names):
    root = etree.fromstring(xml)
    return [root.findtext(f".//{{*}}{name}") for name in names]


def test_what_is_told_once_is_told_the_same_in_both_syntaxes():
    invoice = make_electronic_invoice(reductions=DISCOUNT)
    cii = _texts(cii_xml(invoice), "GrandTotalAmount", "TaxBasisTotalAmount", "DuePayableAmount")
    ubl = _texts(ubl_xml(invoice), "TaxInclusiveAmount", "TaxExclusiveAmount", "PayableAmount")
    assert (
        cii
        == ubl
        == [f"{each:.2f}" for each in (invoice.totals.incl_vat, invoice.totals.base, invoice.totals.due)]
    )


_LINES = st.lists(
    st.builds(
        AmountLine,
        quantity=st.decimals("0.001", 99, places=3),
        unit_price=st.decimals("0.01", 900, places=4),
        vat=st.just(NORMAL),
    ),
    min_size=1,
    max_size=4,
)
_TOTALS = (
    "LineTotalAmount",
    "AllowanceTotalAmount",
    "TaxBasisTotalAmount",
    "TaxTotalAmount",
    "GrandTotalAmount",
)


def _signed_totals(xml):
    root = etree.fromstring(xml)
    sign = -1 if root.findtext(".//{*}ExchangedDocument/{*}TypeCode") in ("381", "503") else 1
    summation = root.find(".//{*}SpecifiedTradeSettlementHeaderMonetarySummation")
    return [sign * Decimal(summation.findtext(f"{{*}}{name}")) for name in _TOTALS]


@settings(max_examples=15, deadline=None)
@given(lines=_LINES, seed=st.randoms())
def test_an_invoice_and_its_credit_note_make_nothing_whatever_the_order_of_the_lines(lines, seed):
    invoice = cii_xml(make_electronic_invoice(lines=lines, reductions=DISCOUNT))
    seed.shuffle(lines)
    credit = cii_xml(make_electronic_invoice(DocumentType.CREDIT_NOTE, lines=lines, reductions=DISCOUNT))
    assert [a + b for a, b in zip(_signed_totals(invoice), _signed_totals(credit), strict=True)] == [0] * 5


def test_texts_from_anywhere_fit_in_xml():
    hostile = "\x00]]>&<b>\x1b \ud800Élan\uffff"
    invoice = make_electronic_invoice(buyer=replace(BUYER, name=hostile), notes=(Note(hostile),))
    for xml in (cii_xml(invoice), ubl_xml(invoice)):
        assert "]]>&<b> Élan" in "".join(etree.fromstring(xml).itertext())
    assert clean(" \x07a ") == "a"


@pytest.mark.parametrize(
    ("value", "text"),
    [("3", "3"), ("1.5000", "1.50"), ("0.0001", "0.0001"), ("1E+3", "1000"), ("-2.50", "-2.50")],
)
def test_quantities_are_written_without_exponent(value, text):
    assert number(Decimal(value)) == text


@pytest.fixture
def render(tmp_path):
    template = tmp_path / "page.typ"
    template.write_text(
        '#set document(title: "F", date: auto)\n#set text(lang: "fr")\n'
        "#let facts = json(bytes(sys.inputs.attachment_facts))\n"
        "#pdf.attach(facts.name, bytes(sys.inputs.attachment), relationship: facts.relationship,"
        ' mime-type: facts.mime, description: "XML")\nFacture'
    )
    return lambda attachment: render_pdf(template, {}, made_on=date(2026, 11, 20), attachment=attachment)


@pytest.mark.parametrize("profile", [Profile.EN16931, Profile.FACTURX_EXTENDED])
def test_a_facturx_says_what_it_holds(render, profile, tmp_path):
    invoice = make_electronic_invoice()
    made = facturx_pdf(render, invoice, profile)
    checked = validate(made.pdf)
    assert (checked.in_pdf, checked.number, checked.failures) == (True, "F-2026-0012", ())
    assert facturx_pdf(render, invoice, profile) == made
    path = tmp_path / "f.pdf"
    path.write_bytes(made.pdf)
    with pikepdf.open(path) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert pdf.Root.AF[0].AFRelationship == "/Alternative"
        assert (
            pdf.attachments["factur-x.xml"].get_file().read_bytes() == made.xml == cii_xml(invoice, profile)
        )


def test_a_page_that_lost_its_xml_is_not_issued(render, tmp_path):
    def forgets(attachment):
        template = tmp_path / "bare.typ"
        template.write_text('#set document(title: "F", date: auto)\nFacture')
        return render_pdf(template, {}, made_on=date(2026, 11, 20))

    with pytest.raises(CannotBind):
        facturx_pdf(forgets, make_electronic_invoice())
    with pytest.raises(ValueError, match="Factur-X EXTENDED"):
        facturx_pdf(render, make_electronic_invoice(), Profile.EXTENDED_CTC_FR)
