"""Many letters in one document: a mailing printed for window envelopes, folded in three."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from django.utils.translation import gettext as _
from django.utils.translation import override

from negoce.catalogue.documents.sale_pdf import images_of
from negoce.catalogue.documents.seller_identity import SellerIdentity
from negoce.catalogue.documents.seller_view import seller_view
from negoce.catalogue.documents.writing import colon
from negoce.kit.dates import format_date_long
from negoce.kit.pdf import render_pdf

TEMPLATE = Path(__file__).parent / "typst" / "letters.typ"


@dataclass(frozen=True, slots=True)
class OneLetter:
    """One letter: the lines of the address, the subject (may be empty), the body in paragraphs."""

    lines: tuple[str, ...]
    subject: str
    body: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Letters:
    """The letters of one printing, on the same paper and of the same day."""

    made_on: date
    seller: SellerIdentity
    title: str
    letters: Sequence[OneLetter]
    signature: str = ""
    language: Literal["fr", "en"] = "fr"


def letters_pdf(printing: Letters) -> bytes:
    """Return the PDF of the letters, each begun on a page of its own. Raises CannotPrint."""
    with override(printing.language):
        view = _view(printing)
    return render_pdf(
        TEMPLATE, view, made_on=printing.made_on, images=images_of(printing.seller), archival=False
    )


def place_words(made_on: date, town: str, language: str) -> str:
    """« Grenoble, le 23 novembre 2026 »."""
    day = format_date_long(made_on, language)
    return _("%(town)s, le %(day)s") % {"town": town, "day": day} if town else day


def _view(printing: Letters) -> dict[str, object]:
    return {
        "language": printing.language,
        "made_on": printing.made_on.isoformat(),
        "title": printing.title,
        "place": place_words(printing.made_on, printing.seller.city, printing.language),
        "labels": {"page": _("Page"), "subject": _("Objet")},
        "colon": colon(printing.language),
        "seller": seller_view(printing.seller, printing.language),
        "signature": printing.signature,
        "letters": [_letter(each) for each in printing.letters],
    }


def _letter(letter: OneLetter) -> dict[str, object]:
    first, *others = letter.lines or ("",)
    return {
        "buyer": {"name": first, "contact": "", "address": others, "identifiers": []},
        "subject": letter.subject,
        "body": list(letter.body),
    }
