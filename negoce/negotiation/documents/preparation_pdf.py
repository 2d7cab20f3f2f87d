"""The preparation of a meeting on paper: two pages at most, whatever the deal holds."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pikepdf
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

import negoce.catalogue.documents as sale_documents
from negoce.catalogue.documents.seller_identity import SellerIdentity
from negoce.catalogue.documents.seller_view import seller_view
from negoce.kit.dates import format_date
from negoce.kit.pdf import CannotPrint, render_pdf
from negoce.negotiation.documents.preparation_map import map_svg
from negoce.negotiation.documents.preparation_sheet import PreparationSheet, SheetBlock, SheetLine

TEMPLATE = Path(sale_documents.__file__).parent / "typst" / "preparation.typ"
MOST_PAGES = 2
_BREAKS = re.compile(r"[ \t\r\n]+")


@dataclass(frozen=True, slots=True)
class _Cut:
    """How much of each block is printed: its lines, and the signs of each."""

    lines: int
    signs: int


# Tried one after the other until two pages hold it all.
_CUTS = (_Cut(9, 320), _Cut(6, 220), _Cut(5, 150), _Cut(4, 110), _Cut(3, 90), _Cut(2, 70), _Cut(1, 50))


def preparation_pdf(sheet: PreparationSheet, seller: SellerIdentity, language: str) -> bytes:
    """The PDF/A-3b, the same bytes for the same sheet; long lists are cut and say how many are left.

    Raises CannotPrint.
    """
    images = {"map": map_svg(sheet.drawing)} if sheet.drawing is not None else {}
    for cut in _CUTS:
        with override(language):
            view = _view(sheet, seller, language, cut)
        content = render_pdf(TEMPLATE, view, made_on=sheet.made_on, images=images)
        if _pages(content) <= MOST_PAGES:
            return content
    raise CannotPrint("the preparation of a meeting does not fit two pages")


def _pages(content: bytes) -> int:
    with pikepdf.open(io.BytesIO(content)) as document:
        return len(document.pages)


def _view(sheet: PreparationSheet, seller: SellerIdentity, language: str, cut: _Cut) -> Mapping[str, object]:
    blocks = [*sheet.head, *sheet.main, *sheet.side]
    day = format_date(sheet.made_on, "en" if language == "en" else "fr")
    return {
        "language": language,
        "made_on": sheet.made_on.isoformat(),
        "title": _short(sheet.deal, 90),
        "company": _short(sheet.company, 90),
        "subtitle": sheet.subtitle,
        "seller": seller_view(seller, "en" if language == "en" else "fr"),
        "confidential": _("Confidentiel, à usage interne"),
        "made": _("Préparé le %(day)s par %(name)s") % {"day": day, "name": sheet.made_by},
        "map_title": _("Qui influence qui"),
        "map_key": _("Cercle : poids dans la décision. Flèche : qui influence qui. Pointillés : hiérarchie."),
        "labels": {"page": _("Page")},
        "blocks": [_block(each, cut) for each in blocks if each.lines],
        "left": _left([each for each in blocks if not each.lines and each.todo and not each.is_settled]),
    }


def _left(blocks: Sequence[SheetBlock]) -> str:
    """What nobody has prepared, in one line."""
    if not blocks:
        return ""
    return _("Pas encore préparé : %(titles)s.") % {"titles": ", ".join(each.title for each in blocks)}


def _block(block: SheetBlock, cut: _Cut) -> Mapping[str, object]:
    # One more line costs as much as the words that would stand for it.
    shown = block.lines if len(block.lines) <= cut.lines + 1 else block.lines[: cut.lines]
    more = len(block.lines) - len(shown)
    return {
        "title": block.title,
        "meta": block.meta,
        "lines": [_line(each, cut) for each in shown],
        "more": ngettext("et %(count)s autre", "et %(count)s autres", more) % {"count": more} if more else "",
    }


def _line(line: SheetLine, cut: _Cut) -> Mapping[str, str]:
    return {
        "text": _short(line.text, cut.signs),
        "note": _short(line.note, cut.signs),
        "tone": line.tone,
    }


def _short(words: str, most: int) -> str:
    """Cut between two words; spaces that must not break stay as they are."""
    line = _BREAKS.sub(" ", words).replace("\u202f", "\u00a0").strip()
    return line if len(line) <= most else f"{line[: most - 1].rpartition(' ')[0] or line[: most - 1]}…"
