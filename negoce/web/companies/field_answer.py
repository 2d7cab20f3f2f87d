"""What a saved field answers: its value, and beside it whatever else on the page follows from it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from negoce.companies.rules.company_values import LINKS
from negoce.ui.html import or_nothing, or_prompt
from negoce.ui.toasts import add_trigger
from negoce.web.companies.gauge import gauge_context
from negoce.web.companies.head import head_chips, head_line
from negoce.web.companies.on_page import names_on_tab, tab_of_request
from negoce.web.companies.panel_types import IDENTITY, OVERVIEW
from negoce.web.companies.record import CompanyRecord
from negoce.web.companies.values import DERIVED_ROWS, derived_value, note_beside, shown_value

_NOTED = frozenset({"vat_number", "postal_code", "city", "headcount_band", "parent", *LINKS})
_PLACE = frozenset({"postal_code", "city", "country"})


def saved_answer(
    request: HttpRequest, before: CompanyRecord, after: CompanyRecord, name: str
) -> HttpResponse:
    """The new value for the field's place; out of band, head, gauge and the values that moved with it."""
    tab = tab_of_request(request, after)
    answer = HttpResponse(value_or_prompt(after, name))
    if not tab:
        return answer
    context: dict[str, object] = {
        "company": after.company,
        "chips": head_chips(after),
        "line": head_line(after),
        "renamed": name == "name",
        "moved": _moved(before, after, name, tab),
        "notes": _notes(before, after, tab),
        "derived": _derived(after) if tab == IDENTITY else [],
        "shows_gauge": tab == OVERVIEW,
    }
    if tab == OVERVIEW:
        context |= gauge_context(after)
    answer.write(render_to_string("web/companies/_after_change.html", context))
    if tab == OVERVIEW:
        add_trigger(answer, "panel-thread")
    if tab == IDENTITY:
        add_trigger(answer, "panel-journal")
        if name in _PLACE:
            add_trigger(answer, "panel-addresses")
        if before.company.buyer_type != after.company.buyer_type:
            add_trigger(answer, "panel-legal")
    return answer


def value_or_prompt(record: CompanyRecord, name: str) -> SafeString:
    """The value as its place shows it, or the words that ask for it."""
    return or_prompt(shown_value(record, name))


def _moved(before: CompanyRecord, after: CompanyRecord, name: str, tab: str) -> list[tuple[str, SafeString]]:
    return [
        (other, value_or_prompt(after, other))
        for other in names_on_tab(before, tab)
        if other == name or (other != "tags" and shown_value(before, other) != shown_value(after, other))
    ]


def _notes(before: CompanyRecord, after: CompanyRecord, tab: str) -> list[tuple[str, SafeString]]:
    return [
        (other, note_beside(after, other))
        for other in names_on_tab(before, tab)
        if other in _NOTED and note_beside(before, other) != note_beside(after, other)
    ]


def _derived(after: CompanyRecord) -> list[tuple[str, SafeString]]:
    return [(name, or_nothing(derived_value(after, name))) for name in DERIVED_ROWS]
