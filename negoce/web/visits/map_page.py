"""Companies on the map, commune by commune, for any filter of the list."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from negoce.companies.rules.places import MAINLAND
from negoce.identity.enums import Permission
from negoce.portfolio.queries.companies_map import TownCount, companies_map
from negoce.ui.components.tables import TableColumn
from negoce.ui.words.figures import number
from negoce.web.http import actor_of
from negoce.web.visits.words import filter_words

# Beyond, the fullest communes alone are drawn, and the page says so.
MOST_DRAWN, MOST_LISTED = 3_000, 50


@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """The map and its table."""
    actor, text = actor_of(request), request.GET.get("filter", "")[:4_000]
    found = companies_map(actor, text)
    drawn = [each for each in found.towns if each.place.roads in (MAINLAND, "corsica")]
    elsewhere = sum(each.companies for each in found.towns) - sum(each.companies for each in drawn)
    query = urlencode({"filter": text}) if text else ""
    context = {
        "filter": filter_words(actor, text),
        "problem": found.problem,
        "total": number(found.total),
        "towns": number(len(found.towns)),
        "nowhere": number(found.nowhere) if found.nowhere else "",
        "elsewhere": number(elsewhere) if elsewhere else "",
        "cut": number(MOST_DRAWN) if len(drawn) > MOST_DRAWN else "",
        "columns": (TableColumn(_("Commune")), TableColumn(_("Entreprises"), numeric=True)),
        "lines": [_line(each, text) for each in found.towns[:MOST_LISTED]],
        "map": json.dumps({"base": None, "heat": [_heat(each) for each in drawn[:MOST_DRAWN]]}),
        "list_url": f"{reverse('lists:companies')}{'?' + query if query else ''}",
        "tour_url": f"{reverse('visits:new')}{'?' + query if query else ''}"
        if actor.may(Permission.CREATE)
        else "",
    }
    return render(request, "web/visits/map.html", context)


def _heat(town: TownCount) -> Mapping[str, Any]:
    words = ngettext(
        "%(name)s\u00a0: %(count)s entreprise", "%(name)s\u00a0: %(count)s entreprises", town.companies
    )
    return {
        "at": [town.place.latitude, town.place.longitude],
        "count": town.companies,
        "label": words % {"name": town.place.name, "count": number(town.companies)},
    }


def _line(town: TownCount, text: str) -> Mapping[str, object]:
    condition = f"postal_code is {town.place.postal_code}"
    whole = f"({text}) and {condition}" if text else condition
    return {
        "name": f"{town.place.postal_code} {town.place.name}",
        "count": number(town.companies),
        "url": f"{reverse('lists:companies')}?{urlencode({'filter': whole})}",
    }
