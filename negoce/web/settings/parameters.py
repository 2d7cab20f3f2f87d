"""Rates, ceilings and thresholds: what holds today, each with its history and its source."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from negoce.identity.actions.parameter_set import drop_parameter, set_parameter
from negoce.kit.dates import format_date
from negoce.kit.money import NARROW_SPACE, format_decimal, format_money
from negoce.kit.refusal import Refused
from negoce.parameters.enums import ParameterKey, ParameterUnit, Rhythm
from negoce.parameters.kinds import KINDS
from negoce.parameters.models import Parameter
from negoce.parameters.rules.dated_values import half_year_start, next_half_year
from negoce.parameters.words import LABELS, NOTES
from negoce.ui.components.tables import TableColumn
from negoce.ui.toasts import flash
from negoce.ui.words.say import reader_language
from negoce.web.http import actor_of, load_or_404
from negoce.web.settings.parameter_forms import ParameterForm
from negoce.web.settings.tags import for_settings, put_refusal


@require_http_methods(["GET"])
@for_settings
def parameters(request: HttpRequest) -> HttpResponse:
    """Every parameter with what holds today."""
    today = timezone.localdate()
    rows: dict[str, list[Parameter]] = defaultdict(list)
    for row in Parameter.objects.order_by("key", "-starts_on"):
        rows[row.key].append(row)
    lines = [
        {
            "label": LABELS[key],
            "note": NOTES[key],
            "url": reverse("settings:parameter", args=[key.value]),
            "held": _held(key, rows[key.value], today),
            "missing": _missing(key, rows[key.value], today),
        }
        for key in ParameterKey
    ]
    columns = [
        TableColumn(_("Paramètre")),
        TableColumn(_("Aujourd’hui"), numeric=True),
        TableColumn(_("Depuis le")),
    ]
    return render(request, "web/settings/parameters.html", {"lines": lines, "columns": columns})


@require_http_methods(["GET", "POST"])
@for_settings
def parameter(request: HttpRequest, key: str) -> HttpResponse:
    """The history of one parameter, and a new value."""
    found = _key(key)
    form = ParameterForm(request.POST or None, initial={"is_confirmed": True})
    if request.method == "POST" and form.is_valid():
        try:
            stored = set_parameter(actor_of(request), found, **form.cleaned_data)
        except Refused as refusal:
            put_refusal(form, refusal)
        else:
            flash(request, _("Valeur enregistrée : %(value)s.") % {"value": written(found, stored)})
            return redirect("settings:parameter", found.value)
    # Told by its label; what is missing is said by the action, in better words than a form has.
    form.fields["source"].required = KINDS[found].is_legal
    today = timezone.localdate()
    rows = list(Parameter.objects.filter(key=found.value).order_by("-starts_on"))
    columns = [
        TableColumn(_("À partir du")),
        TableColumn(_("Valeur"), numeric=True),
        TableColumn(_("Source")),
        TableColumn(""),
    ]
    context = {
        "label": LABELS[found],
        "note": NOTES[found],
        "key": found.value,
        "form": form,
        "columns": columns,
        "lines": [_line(found, row) for row in rows],
        "missing": _missing(found, rows, today),
        "by_half_year": KINDS[found].rhythm is Rhythm.HALF_YEAR,
    }
    return render(request, "web/settings/parameter.html", context, status=422 if form.errors else 200)


@require_POST
@for_settings
def deletion(request: HttpRequest, key: str, public_id: str) -> HttpResponse:
    """Take back a value entered by mistake."""
    found = _key(key)
    row = load_or_404(Parameter.objects.filter(key=found.value), public_id)
    try:
        drop_parameter(actor_of(request), row)
        flash(request, _("Valeur retirée : %(value)s.") % {"value": written(found, row)})
    except Refused as refusal:
        flash(request, refusal.message, tone="bad")
    return redirect("settings:parameter", found.value)


def written(key: ParameterKey, row: Parameter) -> str:
    """A value with its unit, as the reader's language writes it."""
    language = reader_language()
    if KINDS[key].unit is ParameterUnit.EURO:
        return format_money(row.value, language)
    space = NARROW_SPACE if language == "fr" else ""
    return f"{format_decimal(row.value, language, 2)}{space}%"


def _key(text: str) -> ParameterKey:
    try:
        return ParameterKey(text)
    except ValueError as unknown:
        raise Http404 from unknown


def _held(key: ParameterKey, rows: list[Parameter], today: date) -> dict[str, object] | None:
    wanted = half_year_start(today) if KINDS[key].rhythm is Rhythm.HALF_YEAR else None
    for row in rows:
        if row.starts_on <= today and wanted in (None, row.starts_on):
            return _line(key, row)
    return None


def _line(key: ParameterKey, row: Parameter) -> dict[str, object]:
    return {
        "day": format_date(row.starts_on, reader_language()),
        "value": written(key, row),
        "source": row.source,
        "is_confirmed": row.is_confirmed,
        "deletion_url": reverse("settings:parameter_deletion", args=[key.value, row.public_id]),
    }


def _missing(key: ParameterKey, rows: list[Parameter], today: date) -> str:
    """The first half-year, this one or the next, that nobody has given yet."""
    if KINDS[key].rhythm is not Rhythm.HALF_YEAR:
        return ""
    starts = {row.starts_on for row in rows}
    if half_year_start(today) not in starts:
        return format_date(half_year_start(today), reader_language())
    after = next_half_year(today)
    # The rates of a half-year are published in the weeks before it begins.
    return format_date(after, reader_language()) if after not in starts and (after - today).days <= 15 else ""
