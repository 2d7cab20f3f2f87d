"""The matrix of offers as a file: one line a pair, all measures, for those who may read them."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from decimal import Decimal
from io import StringIO

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from negoce.companies.documents.workbook_stream import Style, letters, number_cell, text_cell, workbook_chunks
from negoce.companies.rules.spreadsheet_text import neutralise
from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.portfolio.matrices.words import CLASSES
from negoce.portfolio.queries.offer_segments import Figures, OfferMatrix, euros
from negoce.web.lists.exports import CSV_TYPE, XLSX_TYPE
from negoce.web.matrices.offer_asked import OffersAsked, offers_asked

FORMATS = ("xlsx", "csv")
Cell = str | Decimal | int | None
_WIDTHS = (220, 180)
_WIDTH = 110


@require_GET
def download(request: HttpRequest) -> HttpResponseBase:
    """All pairs of the matrix asked for as CSV or XLSX; who may not read margins finds none in it."""
    asked = offers_asked(request)
    actor, matrix = asked.portfolio.actor, asked.matrix
    require(actor, Permission.EXPORT)
    if matrix is None:
        raise Http404(_("Ces chiffres ne sont pas encore calculés."))
    labels, rows = labels_of(asked), list(rows_of(asked, matrix))
    form = "csv" if request.GET.get("format") == "csv" else "xlsx"
    with transaction.atomic():
        changes: dict[str, tuple[object, object]] = {"format": (None, form), "rows": (None, len(rows))}
        record(actor, Entry("export", "offer_segments", None, asked.portfolio.choice.label, changes=changes))
    content = _csv(labels, rows) if form == "csv" else _workbook(labels, rows)
    response = HttpResponse(content, content_type=CSV_TYPE if form == "csv" else XLSX_TYPE)
    name = f"prestations-clienteles-{matrix.as_of:%Y-%m-%d}.{form}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def labels_of(asked: OffersAsked) -> Sequence[str]:
    """The heads of the columns: euros excluding VAT, rates in percent points."""
    margin = [_("Marge (€)"), _("Taux de marge (%)")] if asked.margin else []
    return [
        *(
            _("Offre"),
            _("Segment de clientèle"),
            _("CA 12 mois (€)"),
            _("CA 12 mois précédents (€)"),
            _("Croissance (%)"),
        ),
        *margin,
        *(_("Clients en 12 mois"), _("Offres gagnées"), _("Offres perdues"), _("Taux de réussite (%)")),
        *([_("Classe")] if asked.margin else []),
    ]


def rows_of(asked: OffersAsked, matrix: OfferMatrix) -> Iterator[Sequence[Cell]]:
    """Every pair where something was sold or offered, then the totals of lines and columns."""
    whole = _("Ensemble")
    for family in matrix.families:
        name = asked.offer(family).name
        for segment in matrix.segments:
            figures = matrix.figures(family, segment.key)
            if not figures.pair.is_empty or figures.past_cents:
                kind = str(CLASSES[matrix.judged(family, segment.key).value.value])
                yield _row(asked, name, asked.title(segment.key), figures, kind)
        yield _row(asked, name, whole, matrix.by_family[family], "")
    for segment in matrix.segments:
        yield _row(asked, whole, asked.title(segment.key), matrix.by_segment.get(segment.key, Figures()), "")
    yield _row(asked, whole, whole, matrix.whole, "")


def _row(asked: OffersAsked, name: str, segment: str, figures: Figures, kind: str) -> Sequence[Cell]:
    margin: list[Cell] = [figures.pair.margin, figures.margin_rate] if asked.margin else []
    return [
        *(name, segment, euros(figures.cents), euros(figures.past_cents), figures.growth),
        *margin,
        *(figures.buyers, figures.won, figures.lost, figures.win_rate),
        *([kind] if asked.margin else []),
    ]


def _csv(labels: Sequence[str], rows: Sequence[Sequence[Cell]]) -> bytes:
    buffer = StringIO()
    buffer.write("\ufeff")
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    writer.writerow([neutralise(label) for label in labels])
    for row in rows:
        writer.writerow([neutralise(each) if isinstance(each, str) else _plain(each) for each in row])
    return buffer.getvalue().encode()


def _plain(value: Decimal | int | None) -> str:
    return "" if value is None else str(value).replace(".", ",")


def _workbook(labels: Sequence[str], rows: Sequence[Sequence[Cell]]) -> bytes:
    write_number, written = number_cell(Style.AMOUNT), []
    for at, row in enumerate(rows, start=2):
        cells = [
            text_cell(each, f"{letters(place)}{at}")
            if isinstance(each, str)
            else write_number(None if each is None else Decimal(each), f"{letters(place)}{at}")
            for place, each in enumerate(row)
        ]
        written.append([f'<row r="{at}">', *cells, "</row>"])
    widths = (*_WIDTHS, *[_WIDTH] * (len(labels) - len(_WIDTHS)))
    return b"".join(workbook_chunks(_("Prestations × clientèles"), list(labels), widths, [written]))
