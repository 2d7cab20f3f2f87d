"""« Simulation »: what each offer costs the buyer under each scenario of quantities."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_http_methods

from negoce.kit.money import format_money
from negoce.kit.refusal import Refused
from negoce.kit.worked import CannotWork
from negoce.negotiation.actions.tender_award.simulation import save_simulation
from negoce.negotiation.rules.tender_simulation import simulation_grid
from negoce.negotiation.rules.tender_simulation_values import PriceList, kept_list
from negoce.negotiation.words.tender_award import say, step_words
from negoce.ui.components.tables import TableColumn
from negoce.ui.words.say import reader_language
from negoce.web.dialogs import done, show_form, show_refusal
from negoce.web.http import seen_revision
from negoce.web.tender_grid.place import Place, load_editable
from negoce.web.tenders.section_types import PRICE, TenderRecord, TenderSection
from negoce.web.typed_decimals import typed_decimal

_FORM = "tender_grid/_simulation"
_CHANGED = ("tender-simulation", "tender-grid", "tender-winning", "tender-journal")


class SimulationForm(forms.Form):
    """A price list pasted. The action checks it; this form only shows it."""

    lines = forms.CharField(
        label=_lazy("Prix unitaires et quantités"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false"}),
    )

    def __init__(self, *arguments: object, **named: object) -> None:
        super().__init__(*arguments, **named)  # type: ignore[arg-type]
        self.fields["lines"].help_text = _lazy(
            "Copiez les cellules du tableur, titres compris : la ligne, le prix unitaire de chaque offre, puis une"
            " colonne « Qté … » pour chaque scénario."
        )


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, public_id: str) -> HttpResponse:
    """The price list, as cells."""
    place = load_editable(request, public_id)
    context = {
        "title": _("Simulation : %(place)s") % {"place": place.title},
        "url": place.url("simulation"),
        "revision": place.revision,
        "guarded": False,
    }
    if request.method == "GET":
        return show_form(request, _FORM, SimulationForm(initial={"lines": _typed(place)}), context)
    posted = request.POST
    try:
        save_simulation(
            place.record.actor,
            place.record.tender,
            place.lot,
            lines=posted.get("lines", ""),
            revision=seen_revision(posted.get("revision", "")),
            guard_reason=posted.get("guard_reason", ""),
        )
    except Refused as refused:
        more = {**context, "revision": posted.get("revision", "")}
        return show_refusal(request, _FORM, SimulationForm(posted), refused, more)
    return done(_("Simulation enregistrée."), _CHANGED)


def simulation_context(place: Place) -> Mapping[str, object]:
    """What the section shows: the cost of each offer by scenario, the cheapest marked."""
    found = _kept(place)
    context: dict[str, object] = {
        "title": SIMULATION.title,
        "count": len(found.items),
        "fault": "",
        "rows": [],
        "columns": [],
        "warnings": [],
        "steps": [],
        "change_url": place.url("simulation") if place.record.may_edit else "",
    }
    if not found.items:
        return context
    try:
        worked = simulation_grid(found.suppliers, found.scenarios, found.items)
    except CannotWork as refused:
        return {**context, "fault": say(refused.finding)}
    costs = {(each.supplier, each.scenario): each for each in worked.value}
    language, currency = reader_language(), place.record.currency
    return {
        **context,
        "columns": [TableColumn(_("Offre")), *(TableColumn(each, numeric=True) for each in found.scenarios)],
        "rows": [
            {
                "name": supplier,
                "cells": [
                    {
                        "cost": format_money(costs[supplier, each].cost, language, currency),
                        "first": costs[supplier, each].rank == 1,
                    }
                    for each in found.scenarios
                ],
            }
            for supplier in found.suppliers
        ],
        "warnings": [say(each) for each in worked.findings],
        "steps": [step_words(each) for each in worked.steps],
    }


def _read(record: TenderRecord) -> Mapping[str, object]:
    return simulation_context(Place(record))


def _kept(place: Place) -> PriceList:
    return kept_list(place.comparison.grid.simulation) if place.comparison is not None else PriceList()


def _typed(place: Place) -> str:
    """The price list as cells, to be changed where it stands or copied back."""
    found, actor = _kept(place), place.record.actor
    if not found.items:
        return ""

    def cell(value: Decimal | None) -> str:
        return "" if value is None else typed_decimal(actor, value)

    lines: list[Sequence[str]] = [["", *found.suppliers, *found.scenarios]]
    lines += [[each.name, *map(cell, each.prices), *map(cell, each.quantities)] for each in found.items]
    return "\n".join("\t".join(line) for line in lines)


SIMULATION = TenderSection(
    "simulation",
    _lazy("Simulation sur bordereau"),
    "web/tender_grid/_simulation.html",
    _read,
    queries_max=4,
    tab=PRICE,
)
