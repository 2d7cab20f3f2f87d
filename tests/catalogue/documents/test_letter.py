"""Letters: the seller's paper, a recipient, paragraphs and a table."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal

from pypdf import PdfReader

from negoce.catalogue.documents.letter import Letter, LetterTable, letter_pdf
from negoce.catalogue.documents.sale_document import Party
from tests.factories.sale_documents import make_seller_identity

TABLE = LetterTable(
    ("Facture", "Échéance", "Reste dû"),
    (("F-12", date(2026, 10, 1), Decimal("1234.56")),),
    ("Total", "", Decimal("1234.56")),
)


def _letter(**given: object) -> Letter:
    values: dict[str, object] = {
        "made_on": date(2026, 12, 1),
        "seller": make_seller_identity(),
        "recipient": Party("Gardot", ("49100 Angers",)),
        "subject": "Facture échue",
        "body": ("Madame,", "Votre facture est échue."),
    }
    return Letter(**values | given)  # type: ignore[arg-type]


def _text(letter: Letter) -> str:
    return " ".join(PdfReader(io.BytesIO(letter_pdf(letter))).pages[0].extract_text().split("\n"))


def test_a_reminder_shows_what_is_owed() -> None:
    text = _text(_letter(table=TABLE, closing=("Salutations.",), signature="Martine Dubois", reference="R-1"))
    for shown in (
        "Grenoble, le 1er décembre 2026",
        "Objet\u202f: Facture échue",
        "F-12 1er\u00a0oct.\u00a02026 1\u202f234,56\u00a0€",
        "Martine Dubois",
        "Réf.\u00a0R-1",
    ):
        assert shown in text
    assert "Page 1/1" in text


def test_a_letter_needs_neither_table_nor_town() -> None:
    text = _text(_letter(seller=make_seller_identity(city="", postal_code=""), language="en"))
    assert ("1 December 2026" in text, "Subject: " in text) == (True, True)


def test_the_same_letter_gives_the_same_bytes() -> None:
    assert letter_pdf(_letter(table=TABLE)) == letter_pdf(_letter(table=TABLE))
