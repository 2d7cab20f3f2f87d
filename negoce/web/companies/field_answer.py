"""What a saved field answers: its value, and beside it whatever else on the page follows from it."""

from __future__ import annotations

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from negoce.ui.html import text
from negoce.web.companies.fields import FIELDS
from negoce.web.companies.gauge import gauge_context
from negoce.web.companies.head import head_chips, head_line
from negoce.web.companies.record import CompanyRecord
from negoce.web.companies.values import shown_value


def saved_answer(before: CompanyRecord, after: CompanyRecord, name: str) -> HttpResponse:
    """The new value for the field's place; out of band, head, gauge and the values that moved with it."""
    moved = [
        (other, value_or_prompt(after, other))
        for other in FIELDS
        if other == name or (other != "tags" and shown_value(before, other) != shown_value(after, other))
    ]
    context = {
        "moved": moved,
        "chips": head_chips(after),
        "line": head_line(after),
        "company": after.company,
        "record": after,
        **gauge_context(after),
    }
    return HttpResponse(
        value_or_prompt(after, name) + render_to_string("web/companies/_after_change.html", context)
    )


def value_or_prompt(record: CompanyRecord, name: str) -> SafeString:
    """The value as its place shows it, or the words that ask for it."""
    shown = shown_value(record, name)
    return SafeString(shown or f'<span class="placeholder">{text(_("Renseigner…"))}</span>')
