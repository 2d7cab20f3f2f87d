"""« Comparaison des offres »: criteria and weights, notes, totals and ranks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from negoce.kit.money import format_decimal, format_money
from negoce.kit.worked import CannotWork, Worked
from negoce.negotiation.models import TenderCriterion
from negoce.negotiation.queries.tender_award.grid import Comparison
from negoce.negotiation.queries.tender_lots.lots import lots_of
from negoce.negotiation.rules.tender_grid import GridLine
from negoce.negotiation.words.tender import PRICE_METHODS
from negoce.negotiation.words.tender_award import lot_name, offer_name, say, step_words
from negoce.ui.components.lists import Tab
from negoce.ui.components.tables import TableColumn
from negoce.ui.words.figures import NOTHING
from negoce.ui.words.say import reader_language
from negoce.web.tender_grid.place import Place
from negoce.web.tenders.section_types import PRICE, TenderRecord, TenderSection

HUNDRED = Decimal(100)


def plain(value: Decimal, most: int = 3) -> str:
    """A weight or a note, rounded to as many decimals at most, without those that say nothing."""
    rounded = value.quantize(Decimal(1).scaleb(-most), ROUND_HALF_UP).normalize()
    return format_decimal(rounded, reader_language(), max(0, -int(rounded.as_tuple().exponent)))


def _read(record: TenderRecord) -> Mapping[str, object]:
    return grid_context(Place(record))


def grid_context(place: Place) -> Mapping[str, object]:
    """What the section shows of a comparison."""
    record, found = place.record, place.comparison
    may_edit = record.may_edit
    context: dict[str, object] = {
        "title": GRID.title if place.lot is None else place.title,
        "lots": _lots(place),
        "found": found,
        "criteria_url": place.url("criteria") if may_edit else "",
        "scale_url": place.url("scale") if may_edit else "",
        "offer_url": place.url("offer_new") if may_edit else "",
        "columns": [],
        "rows": [],
        "offers": [],
        "totals": [],
        "faults": [],
        "warnings": [],
        "steps": [],
        "scale_said": "",
        "has_criteria": found is not None and bool(found.criteria),
    }
    if found is None or not found.criteria:
        return context
    return {**context, **_drawn(place, found)}


def _drawn(place: Place, found: Comparison) -> Mapping[str, object]:
    faults = [say(each) for each in found.faults()]
    ranking: Worked[tuple[GridLine, ...]] | None = None
    try:
        ranking = found.ranking()
    except CannotWork as refused:
        if not faults:
            faults = [say(refused.finding)]
    ranks = {line.offer: line for line in ranking.value} if ranking else {}
    columns = [TableColumn(_now("Critère")), TableColumn(_now("Poids"), numeric=True)]
    return {
        "columns": [*columns, *(TableColumn(offer_name(each), numeric=True) for each in found.offers)],
        "rows": _rows(found),
        "offers": _offers(place, found),
        "totals": [_total(ranks.get(offer_name(each))) for each in found.offers] if ranking else [],
        "faults": faults,
        "warnings": [say(each) for each in ranking.findings] if ranking else [],
        "steps": [step_words(each) for each in ranking.steps] if ranking else [],
        "scale_said": _scale_said(found),
    }


def _scale_said(found: Comparison) -> str:
    figures = {
        "method": PRICE_METHODS[found.grid.method],
        "highest": plain(found.grid.highest),
        "n": plain(found.grid.slope),
    }
    if found.grid.method == "lowest":
        return _now("Notes de 0 à %(highest)s. Prix : %(method)s, n = %(n)s.") % figures
    return _now("Notes de 0 à %(highest)s. Prix : %(method)s.") % figures


def _rows(found: Comparison) -> Sequence[Mapping[str, object]]:
    detailed = {each.parent_id for each in found.criteria}
    priced = found.price_notes()
    return [
        {
            "name": each.name,
            "is_part": each.parent_id is not None,
            "is_price": each.is_price,
            "weight": plain(each.weight),
            "cells": [] if each.pk in detailed else _cells(found, each, priced),
            "blank": len(found.offers) if each.pk in detailed else 0,
        }
        for each in found.criteria
    ]


def _cells(
    found: Comparison, criterion: TenderCriterion, priced: Sequence[Decimal | None]
) -> Sequence[Mapping[str, str]]:
    cells = []
    for place, offer in enumerate(found.offers):
        note = priced[place] if criterion.is_price else found.notes.get((offer.pk, criterion.pk))
        cells.append(
            {
                "note": NOTHING if note is None else plain(note, 2),
                "points": "" if note is None else plain(note * criterion.weight / HUNDRED),
            }
        )
    return cells


def _offers(place: Place, found: Comparison) -> Sequence[Mapping[str, str]]:
    language, currency = reader_language(), place.record.currency
    may_edit = place.record.may_edit
    return [
        {
            "name": offer_name(each),
            "price": NOTHING if each.price is None else format_money(each.price, language, currency),
            "change_url": place.url("offer", each.public_id) if may_edit else "",
            "removal_url": place.url("offer_removal", each.public_id)
            if may_edit and not each.is_ours
            else "",
        }
        for each in found.offers
    ]


def _total(line: GridLine | None) -> Mapping[str, object]:
    if line is None:
        return {"total": NOTHING, "rank": NOTHING, "first": False}
    return {
        "total": format_decimal(line.total, reader_language(), 3),
        "rank": str(line.rank),
        "first": line.rank == 1,
    }


def _lots(place: Place) -> Sequence[Tab]:
    """The whole tender and each lot that we answer; nothing without lots."""
    tender = place.record.tender
    lots = [each for each in lots_of(tender) if each.is_answered or each == place.lot]
    if not lots:
        return ()
    places = [Place(place.record), *(Place(place.record, each) for each in lots)]
    return [Tab(lot_name(each.lot), each.home, active=each.lot == place.lot) for each in places]


GRID = TenderSection(
    "grid",
    _("Comparaison des offres"),
    "web/tender_grid/_grid.html",
    _read,
    queries_max=5,
    tab=PRICE,
)
