"""The figures of the page as a file: one line a figure."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from decimal import Decimal
from io import StringIO

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from negoce.companies.documents.workbook_stream import Style, letters, number_cell, text_cell, workbook_chunks
from negoce.companies.rules.spreadsheet_text import neutralise
from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import FieldGroup, Permission
from negoce.identity.permissions import require
from negoce.kit.money import MINUS
from negoce.portfolio.life_words import STATUS_LABELS
from negoce.portfolio.queries.portfolio_page import latest_snapshot, names_of_people
from negoce.portfolio.rules.portrait import Portrait, share
from negoce.web.http import actor_of
from negoce.web.lists.exports import CSV_TYPE, XLSX_TYPE
from negoce.web.overview.asked import Asked, asked_of

Line = tuple[str, str, str, Decimal | None]
_WIDTHS = (200, 220, 220, 110)


@require_GET
def download(request: HttpRequest) -> HttpResponseBase:
    """The page's figures as CSV or XLSX; who may not read margins finds none in it."""
    actor = actor_of(request)
    require(actor, Permission.EXPORT)
    asked = asked_of(request, actor)
    snapshot = latest_snapshot(asked.choice.scope.key, asked.segment)
    if snapshot is None:
        raise Http404(_("Ces chiffres ne sont pas encore calculés."))
    lines = list(lines_of(Portrait(snapshot.content, asked.period), asked))
    form = "csv" if request.GET.get("format") == "csv" else "xlsx"
    with transaction.atomic():
        changes: dict[str, tuple[object, object]] = {"format": (None, form), "rows": (None, len(lines))}
        record(actor, Entry("export", "portfolio", None, asked.choice.label, changes=changes))
    content = _csv(lines) if form == "csv" else _workbook(lines)
    response = HttpResponse(content, content_type=CSV_TYPE if form == "csv" else XLSX_TYPE)
    name = f"portefeuille-{snapshot.as_of:%Y-%m-%d}.{form}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def lines_of(portrait: Portrait, asked: Asked) -> Iterator[Line]:
    """Section, line, measure and value: amounts in euros excluding VAT, rates in percent points."""
    margin = asked.actor.may_read(FieldGroup.MARGIN)
    yield from _movements(portrait)
    life = _("Cycle de vie")
    for each in portrait.standings():
        label = str(STATUS_LABELS[each.status])
        yield life, label, _("Entreprises"), Decimal(each.number)
        yield life, label, _("CA 12 mois"), each.revenue
        if margin:
            yield life, label, _("Coût de gestion"), each.cost
            yield life, label, _("Valeur 36 mois"), each.value
    flows = _("Passages")
    labels = {status.value: str(label) for status, label in STATUS_LABELS.items()}
    for was, now, count in portrait.flows():
        yield flows, labels[was], labels[now], Decimal(count)
    yield from _weight(portrait)
    people = names_of_people(row[0] for row in portrait.period.get("by", {}).get("owner_id", ()) if row[0])
    for key, start, lost in portrait.period.get("by", {}).get("owner_id", ()):
        name = people[key][1] if key in people else _("Personne")
        yield _("Attrition par commercial"), name, _("Attrition (%)"), share(lost, start)
    for began, age, count in sorted(portrait.content["cohorts"]):
        quarter = _("T%(quarter)s %(year)s") % {"quarter": began % 4 + 1, "year": began // 4}
        yield _("Cohortes"), quarter, f"+{age}", Decimal(count)


def _movements(portrait: Portrait) -> Iterator[Line]:
    section = _("Équilibre sur %(months)s mois") % {"months": portrait.months}
    heads = portrait.heads()
    rows = (
        (_("Clients au début"), heads.start),
        (_("Nouveaux"), heads.new),
        (_("Revenus"), heads.reactivated),
        (_("Perdus"), heads.lost),
    )
    for label, count in rows:
        yield section, label, _("Clients"), Decimal(count)
    lost = portrait.attrition().value
    if lost is not None:
        yield section, _("Attrition"), "%", lost.attrition
        yield section, _("Fidélisation"), "%", lost.retention
    for label, outcome in ((_("Constaté"), portrait.backward()), (_("À venir"), portrait.forward())):
        if outcome.value is not None:
            yield section, label, _("Entrées (€)"), outcome.value.incoming
            yield section, label, _("Sorties (€)"), outcome.value.leaving
            yield section, label, _("Couverture (%)"), outcome.value.cover
    needed = portrait.needed().value
    if needed is not None:
        yield section, _("Pour équilibrer"), _("Nouveaux clients"), Decimal(needed.customers)
        prospects = None if needed.prospects is None else Decimal(needed.prospects)
        yield section, _("Pour équilibrer"), _("Prospects"), prospects


def _weight(portrait: Portrait) -> Iterator[Line]:
    place = portrait.content["concentration"]
    if place is not None:
        section = _("Concentration")
        yield section, _("5 premiers clients"), "%", share(place["top"], place["whole"])
        yield section, _("Premier client"), "%", share(place["largest"], place["whole"])
        yield section, "Gini", "", Decimal(str(place["gini"])).quantize(Decimal("0.0001"))
        yield section, "HHI", "", Decimal(str(place["hhi"])).quantize(Decimal("0.01"))
    for recency, frequency, count, _cents in sorted(portrait.content["rfm"]):
        line = _("Récence %(recency)s, fréquence %(frequency)s") % {
            "recency": recency,
            "frequency": frequency,
        }
        yield "RFM", line, _("Clients"), Decimal(count)


def _labels() -> list[str]:
    return [_("Rubrique"), _("Ligne"), _("Mesure"), _("Valeur")]


def _csv(lines: list[Line]) -> bytes:
    buffer = StringIO()
    buffer.write("\ufeff")
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    writer.writerow([neutralise(label) for label in _labels()])
    for section, line, measure, value in lines:
        written = "" if value is None else f"{value:f}".replace(".", ",").replace(MINUS, "-")
        writer.writerow([neutralise(section), neutralise(line), neutralise(measure), written])
    return buffer.getvalue().encode()


def _workbook(lines: list[Line]) -> bytes:
    write_number = number_cell(Style.AMOUNT)
    rows = []
    for at, (section, line, measure, value) in enumerate(lines, start=2):
        texts = [
            text_cell(each, f"{letters(place)}{at}") for place, each in enumerate((section, line, measure))
        ]
        rows.append([f'<row r="{at}">', *texts, write_number(value, f"D{at}"), "</row>"])
    return b"".join(workbook_chunks(_("Portefeuille"), _labels(), _WIDTHS, [rows]))
