"""Documents of sale as PDF: what is on the pages, and what never is."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pikepdf
import pytest
from pypdf import PdfReader

from negoce.catalogue.documents.sale_document import Party, Payment, PrintedLine, SaleDocument, SaleKind
from negoce.catalogue.documents.sale_pdf import TEMPLATE, sale_pdf, sale_pictures
from negoce.catalogue.enums import LineKind, ReductionKind
from negoce.catalogue.rules.reductions import Reduction
from tests.factories.hostile_text import HOSTILE
from tests.factories.sale_documents import make_sale_document, make_seller_identity

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 2"><rect width="4" height="2"/></svg>'


def pages_of(document: SaleDocument) -> list[str]:
    """The text of each page, its lines joined."""
    reader = PdfReader(io.BytesIO(sale_pdf(document)))
    return [" ".join(page.extract_text().split("\n")) for page in reader.pages]


def test_a_quote_shows_its_parties_lines_and_totals() -> None:
    (page,) = pages_of(make_sale_document(deductions=(("Acompte versé", Decimal("500.00")),)))
    for shown in (
        "Devis D-2026-00012",
        "Quincaillerie Gardot",
        "REF-0001",
        "20\u00a0nov.\u00a02026",
        "740,40\u00a0€",
        "TVA 20\u202f%",
        "888,48\u00a0€",
        "−500,00\u00a0€",
        "Net à payer 388,48\u00a0€",
        "SAS au capital de 150\u202f000,00\u00a0€",
        "SIRET\u00a0552\u00a0100\u00a0554\u00a000013",
        "RCS\u00a0Grenoble",
        "IBAN FR76\u00a03000\u00a06000",
        "Page 1/1",
    ):
        assert shown in page


def test_thirty_lines_take_two_pages_with_heading_number_and_carried_total() -> None:
    first, second = pages_of(make_sale_document(count=40))
    assert "À reporter" in first
    carried = first.split("À reporter")[1].split("€")[0].strip()
    assert f"Report {carried}" in second
    assert "Désignation" in second
    assert ("D-2026-00012 · Page 1/2" in first, "D-2026-00012 · Page 2/2" in second) == (True, True)
    assert ("Total TTC" in first, "Total TTC" in second) == (False, True)


def test_the_cascade_of_reductions_is_shown_in_its_order() -> None:
    trade = ReductionKind.TRADE_DISCOUNT
    reductions = (
        Reduction(ReductionKind.DEFECT_REBATE, amount=Decimal(50)),
        Reduction(trade, percent=Decimal(10)),
        Reduction(trade, percent=Decimal(5)),
        Reduction(ReductionKind.CASH_DISCOUNT, percent=Decimal(2)),
    )
    words = ("Rabais", "Remise 10 %", "Remise 5 %", "Escompte 2 %")
    (page,) = pages_of(
        make_sale_document(count=4, reductions=reductions, reduction_labels=words, shipping=Decimal(45))
    )
    order = [
        "Total brut HT",
        *words[:3],
        "Net commercial HT",
        "Escompte 2 %",
        "Frais de port HT",
        "Total TTC",
    ]
    places = [page.index(each) for each in order]
    assert places == sorted(places)


def test_several_rates_have_their_table() -> None:
    (page,) = pages_of(make_sale_document(count=3, rates=("20", "5.5")))
    assert "Taux Base HT TVA" in page
    assert "5,5\u202f%" in page


def test_a_delivery_note_shows_no_price() -> None:
    document = make_sale_document(kind=SaleKind.DELIVERY_NOTE, payment=None, number="BL-7")
    lines = tuple(replace(line, ordered=line.quantity + 6, remaining=Decimal(6)) for line in document.lines)
    (page,) = pages_of(replace(document, lines=lines, acceptance=True))
    assert ("€" in page.split("SAS au capital")[0], "Reste à livrer" in page) == (False, True)
    assert "18\u00a0pièces 12\u00a0pièces 6\u00a0pièces" in page
    assert "Marchandises reçues" in page


def test_an_option_not_chosen_stands_between_brackets_and_is_not_counted() -> None:
    document = make_sale_document(count=40)
    lines = tuple(replace(line, is_option=True, option_group="Pose") for line in document.lines)
    first, _second = pages_of(replace(document, lines=lines))
    assert "(148,08\u00a0€)" in first
    assert "Option\u202f: Pose" in first
    assert "À reporter 0,00\u00a0€" in first


def test_a_document_in_english_writes_dates_amounts_and_labels_in_english() -> None:
    (page,) = pages_of(make_sale_document(language="en", payment=Payment("30 days", date(2026, 12, 20))))
    for shown in ("Quote D-2026-00012", "20\u00a0Dec\u00a02026", "€888.48", "VAT 20%", "Amount"):
        assert (shown in page) == (shown != "Amount")


@pytest.mark.parametrize(
    ("kind", "title"),
    [
        (SaleKind.ORDER_CONFIRMATION, "Confirmation de commande"),
        (SaleKind.INVOICE, "Facture D-2026"),
        (SaleKind.DEPOSIT_INVOICE, "Facture d’acompte"),
        (SaleKind.CREDIT_NOTE, "Avoir"),
    ],
)
def test_each_kind_has_its_title(kind: SaleKind, title: str) -> None:
    assert title in pages_of(make_sale_document(kind=kind))[0]


def test_who_is_free_of_vat_has_no_column_for_it() -> None:
    (page,) = pages_of(make_sale_document(rates=("0",), seller=make_seller_identity(is_vat_exempt=True)))
    assert ("art. 293 B du CGI" in page, "0\u202f%" in page) == (True, False)


def test_the_file_is_archival_tagged_and_carries_the_invoice() -> None:
    document = make_sale_document(
        kind=SaleKind.INVOICE,
        number="F-1",
        seller=make_seller_identity(logo=SVG.encode(), logo_kind="svg"),
    )
    content = sale_pdf(document, xml=b"<Invoice/>")
    assert content == sale_pdf(document, xml=b"<Invoice/>")
    with pikepdf.open(io.BytesIO(content)) as file:
        with file.open_metadata() as metadata:
            assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "B")
            assert metadata["dc:title"] == "Facture F-1"
        assert (len(file.Root.OutputIntents), bool(file.Root.MarkInfo.Marked)) == (1, True)
        assert list(file.attachments) == ["factur-x.xml"]
        assert "Négoce Maison" in _alternatives(file.Root.StructTreeRoot)


def test_a_draft_bears_its_mark_and_prints_as_pictures() -> None:
    document = make_sale_document(watermark="BROUILLON", acceptance=True)
    assert "BROUILLON" in pages_of(document)[0]
    assert [each[:4] for each in sale_pictures(document, dots_per_inch=20)] == [b"\x89PNG"]


@pytest.mark.parametrize("typed", HOSTILE)
def test_hostile_text_in_every_place_is_printed_as_text(typed: str) -> None:
    party = Party(typed[:200], (typed[:200],), typed[:200], ((typed[:30], typed[:30]),))
    line = PrintedLine(LineKind.ITEM, typed[:200], typed[:40], typed, unit=typed[:12], reductions=typed[:20])
    document = make_sale_document(
        buyer=party,
        delivery=party,
        subject=typed[:200],
        introduction=typed,
        mentions=(typed,),
        payment=Payment(typed, None, typed, typed),
        watermark=typed[:20],
        number=typed[:20],
        lines=(
            line,
            PrintedLine(LineKind.TITLE, typed[:200]),
            PrintedLine(LineKind.NOTE, typed[:200], "", typed),
        ),
    )
    assert sale_pdf(document).startswith(b"%PDF")


def test_templates_never_read_data_as_code() -> None:
    for path in TEMPLATE.parent.glob("*.typ"):
        source = path.read_text(encoding="utf-8")
        assert [word for word in ("eval(", "read(", "plugin(", "#include") if word in source] == []


def _alternatives(node: pikepdf.Object, depth: int = 0) -> list[str]:
    """The alternative texts of the tree of tags."""
    found: list[str] = []
    if isinstance(node, pikepdf.Array):
        return [text for each in node for text in _alternatives(each, depth + 1)]
    if not isinstance(node, pikepdf.Dictionary) or depth > 60:
        return found
    if "/Alt" in node:
        found.append(str(node["/Alt"]))
    return found + (_alternatives(node["/K"], depth + 1) if "/K" in node else [])
