"""The comparison of one lot as a page; a section of it alone; the price that moves."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from negoce.kit.numbers import mark_of
from negoce.negotiation.rules.tender_award_values import clean_cost
from negoce.web.tender_grid.grid import GRID, grid_context
from negoce.web.tender_grid.place import Place, load_place
from negoce.web.tender_grid.price import WINNING, price_context
from negoce.web.tender_grid.simulation import SIMULATION, simulation_context

_PARTS = {
    GRID.key: (GRID, grid_context),
    WINNING.key: (WINNING, price_context),
    SIMULATION.key: (SIMULATION, simulation_context),
}


@require_GET
def page(request: HttpRequest, public_id: str) -> HttpResponse:
    """What is compared of one lot; the whole tender is on its own page."""
    place = load_place(request, public_id)
    if place.lot is None:
        return redirect(place.home)
    context = {
        "tender": place.record.tender,
        "tender_url": place.record.url,
        "prices_url": Place(place.record).home,
        "title": place.title,
        "main": SafeString("".join(_draw(request, place, key) for key in _PARTS)),
    }
    return render(request, "web/tender_grid/page.html", context)


@require_GET
def part(request: HttpRequest, public_id: str, key: str) -> HttpResponse:
    """One section of it alone."""
    if key not in _PARTS:
        raise Http404(_("Ce volet n’existe pas."))
    return HttpResponse(_draw(request, load_place(request, public_id), key))


@require_GET
def price(request: HttpRequest, public_id: str) -> HttpResponse:
    """Where the price typed or slid to would stand; nothing is kept."""
    place = load_place(request, public_id)
    typed = request.GET.get("typed", "")
    if typed:
        asked = clean_cost(typed, mark_of(place.record.actor.language)).value
    else:
        asked = clean_cost(request.GET.get("price", ""), ".").value
    return render(request, "web/tender_grid/_price.html", price_context(place, asked or None))


def _draw(request: HttpRequest, place: Place, key: str) -> SafeString:
    section, read = _PARTS[key]
    shared = {"section": section, "record": place.record, "tender": place.record.tender}
    return format_html(
        '<section class="deal-panel" id="section-{}" hx-get="{}" hx-trigger="panel-tender-{} from:body" '
        'hx-target="this" hx-swap="outerHTML">{}</section>',
        key,
        place.url("part", key),
        key,
        render_to_string(section.template, {**shared, **read(place)}, request=request),
    )
