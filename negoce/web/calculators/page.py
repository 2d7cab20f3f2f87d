"""One calculation: its form, answered while one types, with how it was worked out."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from negoce.identity.enums import Permission
from negoce.ui.words.say import reader_language
from negoce.web.calculators.asked import Asked, address_query, change_rows, from_address, from_data
from negoce.web.calculators.controls import controls_of, fault_places
from negoce.web.calculators.outcome import Outcome, outcome_of
from negoce.web.calculators.program import curl_command, question_json
from negoce.web.calculators.topics import Entry, entries
from negoce.web.http import actor_of

_WIDE = 3


@require_http_methods(["GET", "POST"])
def calculator(request: HttpRequest, ask: str) -> HttpResponse:
    """GET fills the form in; POST answers what is in it: a page, or to htmx what has changed."""
    entry = next((each for each in entries() if each.calculator.ask == ask), None)
    if entry is None:
        raise Http404
    language = reader_language()
    if request.method == "GET":
        asked = from_address(entry.calculator, request.GET, language)
        return render(request, "web/calculators/page.html", _context(request, entry, asked, language))
    asked = from_data(entry.calculator.inputs, request.POST)
    focus = change_rows(asked, request.POST)
    # While one types, an input not reached yet is no mistake; asked for by the button, it is.
    told = "compute" in request.POST
    context = _context(request, entry, asked, language, focus=focus, told=told)
    if not request.headers.get("HX-Request"):
        return render(request, "web/calculators/page.html", context)
    by_line = "add" in request.POST or "remove" in request.POST
    return render(request, f"web/calculators/{'_calculator' if by_line else '_live'}.html", context)


def _context(
    request: HttpRequest, entry: Entry, asked: Asked, language: str, *, focus: str = "", told: bool = False
) -> Mapping[str, object]:
    chosen = entry.calculator
    outcome = outcome_of(chosen, asked, language)
    faults = outcome.faults if told else _typed_faults(asked, outcome)
    controls = controls_of(chosen, asked, faults, language, focus)
    url = reverse("calculators:calculator", args=[chosen.ask])
    query = address_query(asked)
    question = question_json(chosen, asked, language)
    origin = f"{request.scheme}://{request.get_host()}"
    return {
        "entry": entry,
        "calculator": chosen,
        "url": url,
        "controls": controls,
        "places": list(fault_places(controls)),
        "outcome": outcome,
        "is_wide": any(len(each.columns) >= _WIDE for each in chosen.inputs),
        "shared_url": f"{origin}{url}?{query}" if query else f"{origin}{url}?clear=1",
        "question": question,
        "command": curl_command(chosen, question, origin),
        "may_set": actor_of(request).may(Permission.MANAGE_SETTINGS),
    }


def _typed_faults(asked: Asked, outcome: Outcome) -> dict[str, str]:
    return {name: said for name, said in outcome.faults.items() if _is_typed(asked, name)}


def _is_typed(asked: Asked, name: str) -> bool:
    key, _dot, rest = name.partition(".")
    if not rest:
        return bool(asked.texts.get(key)) or bool(asked.filled(key))
    number, _dot, column = rest.partition(".")
    place = asked.numbers[key].index(int(number))
    return bool(asked.rows[key][place].get(column))
