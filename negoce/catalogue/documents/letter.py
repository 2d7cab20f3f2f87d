"""A letter on the seller's paper: reminders, answers, mailings; a table in it shows what is owed or agreed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Literal

from django.utils.translation import gettext as _
from django.utils.translation import override

from negoce.catalogue.documents.sale_document import Party
from negoce.catalogue.documents.sale_pdf import images_of
from negoce.catalogue.documents.sale_view import party_view
from negoce.catalogue.documents.seller_identity import SellerIdentity
from negoce.catalogue.documents.seller_view import seller_view
from negoce.catalogue.documents.writing import colon, written_value
from negoce.kit.dates import format_date_long
from negoce.kit.money import format_money
from negoce.kit.pdf import render_pdf, render_pictures

TEMPLATE = Path(__file__).parent / "typst" / "letter.typ"


@dataclass(frozen=True, slots=True)
class LetterTable:
    """Rows of texts, dates and amounts in euros, as many as headings; `total` is a last row in bold."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str | date | Decimal, ...], ...]
    total: tuple[str | date | Decimal, ...] = ()


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter to one recipient; body and closing are paragraphs, the table stands between them."""

    made_on: date
    seller: SellerIdentity
    recipient: Party
    subject: str
    body: tuple[str, ...]
    table: LetterTable | None = None
    closing: tuple[str, ...] = ()
    signature: str = ""
    reference: str = ""
    language: Literal["fr", "en"] = "fr"


def letter_pdf(letter: Letter) -> bytes:
    """Return the PDF/A-3b of a letter, the same bytes for the same letter. Raises CannotPrint."""
    with override(letter.language):
        view = _view(letter)
    return render_pdf(TEMPLATE, view, made_on=letter.made_on, images=images_of(letter.seller))


def _view(letter: Letter) -> dict[str, object]:
    table = letter.table
    return {
        "language": letter.language,
        "made_on": letter.made_on.isoformat(),
        "title": letter.subject,
        "place": _dated(letter),
        "reference": letter.reference,
        "head": [letter.recipient.name[:60], letter.reference[:60]],
        "labels": {"page": _("Page"), "subject": _("Objet"), "reference": _("Réf.")},
        "colon": colon(letter.language),
        "seller": seller_view(letter.seller, letter.language),
        "buyer": party_view(letter.recipient),
        "body": list(letter.body),
        "closing": list(letter.closing),
        "signature": letter.signature,
        "headings": list(table.headings) if table else [],
        "numeric": _numeric(table) if table else [],
        "rows": [_row(row, letter.language) for row in table.rows] if table else [],
        "total": _row(table.total, letter.language) if table else [],
        "watermark": "",
    }


def _dated(letter: Letter) -> str:
    day = format_date_long(letter.made_on, letter.language)
    town = letter.seller.city
    return _("%(town)s, le %(day)s") % {"town": town, "day": day} if town else day


def _numeric(table: LetterTable) -> list[bool]:
    first = table.rows[0] if table.rows else table.total
    return [isinstance(each, Decimal) for each in first] or [False] * len(table.headings)


def _row(row: tuple[str | date | Decimal, ...], language: str) -> list[str]:
    return [
        format_money(each, language) if isinstance(each, Decimal) else written_value(each, language)
        for each in row
    ]


def letter_picture(letter: Letter, *, dots_per_inch: float = 96) -> bytes:
    """Return the first page as a PNG picture, for a preview on the screen. Raises CannotPrint."""
    with override(letter.language):
        view = _view(letter)
    return render_pictures(
        TEMPLATE,
        view,
        made_on=letter.made_on,
        images=images_of(letter.seller),
        dots_per_inch=dots_per_inch,
    )[0]
