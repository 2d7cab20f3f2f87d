"""The sheet of a tour on paper: each day's visits with addresses, people, telephones, purpose and open promises."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import override

import negoce.catalogue.documents as sale_documents
from negoce.catalogue.documents.sale_pdf import images_of
from negoce.catalogue.documents.seller_identity import SellerIdentity
from negoce.catalogue.documents.seller_view import seller_view
from negoce.kit.pdf import render_pdf

TEMPLATE = Path(sale_documents.__file__).parent / "typst" / "tables.typ"


@dataclass(frozen=True, slots=True)
class SheetVisit:
    """One visit, in words."""

    hours: str
    road: str
    company: str
    address: str
    people: str
    phones: str
    why: str
    promises: str


@dataclass(frozen=True, slots=True)
class SheetDay:
    """One day: its name, when to leave and be back, its visits."""

    name: str
    note: str
    visits: Sequence[SheetVisit]


@dataclass(frozen=True, slots=True)
class TourSheet:
    """A tour to be printed; the figures of `tiles` are (name, value, note)."""

    title: str
    subtitle: str
    made_on: date
    days: Sequence[SheetDay]
    tiles: Sequence[tuple[str, str, str]]


def tour_pdf(sheet: TourSheet, seller: SellerIdentity, language: str) -> bytes:
    """The PDF of the sheet, the same bytes for the same sheet. Raises CannotPrint."""
    with override(language):
        view = _view(sheet, seller, language)
    return render_pdf(TEMPLATE, view, made_on=sheet.made_on, images=images_of(seller))


def _view(sheet: TourSheet, seller: SellerIdentity, language: str) -> Mapping[str, object]:
    headings = [_("Heure"), _("Entreprise"), _("Interlocuteurs"), _("Pourquoi"), _("À faire")]
    return {
        "language": language,
        "made_on": sheet.made_on.isoformat(),
        "title": sheet.title,
        "subtitle": sheet.subtitle,
        "head": [sheet.title, seller.name[:60]],
        "labels": {"page": _("Page")},
        "seller": seller_view(seller, "en" if language == "en" else "fr"),
        "watermark": "",
        "tiles": [{"name": name, "value": value, "note": note} for name, value, note in sheet.tiles],
        "bars": {"title": "", "months": [], "series": []},
        "sections": [
            {
                "title": day.name,
                "note": day.note,
                "empty": _("Aucune visite."),
                "headings": headings,
                "widths": [1.6, 3.4, 3.2, 3.8, 3.2],
                "numeric": [False] * len(headings),
                "rows": [
                    [
                        [each.hours, each.road], [each.company, each.address], [each.people, each.phones],
                        [each.why], [each.promises],
                    ]
                    for each in day.visits
                ],
                "total": [[""]] * len(headings),
            }
            for day in sheet.days
        ],
        "notes": [
            _(
                "Distances à vol d’oiseau × un facteur, entre centres de communes\u00a0: bonnes pour une tournée, pas "
                "pour un guidage."
            )
        ],
    }  # fmt: skip
