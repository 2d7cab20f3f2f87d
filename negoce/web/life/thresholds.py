"""« Seuils du cycle de vie »: each threshold with its default, and how many companies a change would move."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from negoce.identity.enums import Permission
from negoce.identity.permissions import require_house_reader
from negoce.kit.money import format_decimal
from negoce.kit.refusal import Refused
from negoce.portfolio.actions.recompute_request import request_recompute
from negoce.portfolio.actions.thresholds_save import read_thresholds, save_thresholds
from negoce.portfolio.queries.threshold_preview import Move, moves
from negoce.portfolio.queries.thresholds import current_thresholds
from negoce.portfolio.rules.threshold_bounds import BOUNDS, default_of
from negoce.portfolio.rules.thresholds import Thresholds, thresholds_of
from negoce.portfolio.threshold_words import THRESHOLD_LABELS, THRESHOLD_NOTES, THRESHOLD_UNITS
from negoce.ui.components.tables import TableColumn
from negoce.ui.toasts import flash
from negoce.web.http import actor_of
from negoce.web.life.panels import status_chip
from negoce.web.orders.figures import language
from negoce.web.settings.tags import for_settings, put_refusal


class ThresholdsForm(forms.Form):
    """A line a threshold; the action reads what was typed."""

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data)
        stored = current_thresholds()
        for key in BOUNDS:
            self.fields[key] = forms.CharField(
                label=THRESHOLD_LABELS[key],
                help_text=_help(key),
                initial=_written(getattr(stored, key)),
                max_length=20,
                widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
            )


@require_http_methods(["GET", "POST"])
def thresholds(request: HttpRequest) -> HttpResponse:
    """The thresholds; saving them works every status out again in the background. Who steers reads them."""
    actor = actor_of(request)
    require_house_reader(actor)
    may_set = actor.may(Permission.MANAGE_SETTINGS)
    form = ThresholdsForm(request.POST or None)
    for each in form.fields.values():
        each.disabled = not may_set
    if request.method == "POST":
        try:
            job = save_thresholds(actor, typed=_typed(request.POST))
        except Refused as refused:
            form.is_valid()
            form.errors.clear()
            put_refusal(form, refused)
        else:
            if job is None:
                flash(request, _("Rien n’a changé : les seuils étaient déjà ceux-là."))
                return redirect("life:thresholds")
            flash(request, _("Seuils enregistrés. Les statuts suivent en quelques instants."))
            return redirect(f"{reverse('life:thresholds')}?job={job.public_id}")
    context = {
        "form": form,
        "may_set": may_set,
        "preview_url": reverse("life:preview"),
        "job_url": _job_url(request),
    }
    return render(request, "web/life/thresholds.html", context, status=422 if form.errors else 200)


@require_POST
@for_settings
def recomputation(request: HttpRequest) -> HttpResponse:
    """Work out every status, score and foresight now rather than tonight; the page shows how far it is."""
    job = request_recompute(actor_of(request))
    flash(request, _("Le calcul de tous les clients est lancé : son avancement est ci-dessous."))
    return redirect(f"{reverse('life:thresholds')}?job={job.public_id}")


@require_POST
@for_settings
def preview(request: HttpRequest) -> HttpResponse:
    """How many companies these values would move, all together and each one alone; nothing is stored."""
    try:
        values = read_thresholds(_typed(request.POST))
    except Refused as refused:
        said = [
            _("%(label)s : %(message)s") % {"label": THRESHOLD_LABELS[key], "message": message}
            for key, messages in refused.fields.items()
            for message in messages
        ]
        context = {
            "refused": refused.message,
            "said": said,
            "lines": (),
            "alone": (),
            "columns": (),
            "number": 0,
            "total": "",
        }
        return render(request, "web/life/_preview.html", context, status=422)
    today = timezone.localdate()
    stored = current_thresholds()
    together = moves(stored, thresholds_of(values), today)
    changed = [key for key, value in values.items() if getattr(stored, key) != value]
    context = {
        "refused": "",
        "said": (),
        "columns": (TableColumn(_("De")), TableColumn(_("À")), TableColumn(_("Entreprises"), numeric=True)),
        "lines": [_move(each) for each in together],
        "number": sum(each.companies for each in together),
        "total": _count(together),
        "alone": _alone(stored, values, changed) if len(changed) > 1 else (),
    }
    return render(request, "web/life/_preview.html", context)


def _alone(
    stored: Thresholds, values: Mapping[str, Decimal], changed: Sequence[str]
) -> Sequence[Mapping[str, object]]:
    """What each change would move by itself."""
    today = timezone.localdate()
    own = {key: getattr(stored, key) for key in BOUNDS}
    return [
        {
            "label": THRESHOLD_LABELS[key],
            "value": f"{_written(values[key])} {THRESHOLD_UNITS[key]}",
            "moved": _companies(moves(stored, thresholds_of({**own, key: values[key]}), today)),
        }
        for key in changed
    ]


def _companies(found: Sequence[Move]) -> str:
    """« 26 entreprises »."""
    number = sum(each.companies for each in found)
    return ngettext("%(count)s entreprise", "%(count)s entreprises", number) % {"count": _count(found)}


def _typed(posted: QueryDict) -> Mapping[str, str]:
    return {key: str(posted[key])[:40] for key in BOUNDS if key in posted}


def _move(move: Move) -> Mapping[str, object]:
    return {
        "before": status_chip(move.before.value),
        "after": status_chip(move.after.value),
        "companies": format_decimal(move.companies, language()),
    }


def _count(found: Sequence[Move]) -> str:
    return format_decimal(sum(each.companies for each in found), language())


def _help(key: str) -> str:
    """« jours · 60 par défaut · de 1 à 3 650 »."""
    bound = BOUNDS[key]
    usual = _("%(value)s par défaut") % {"value": _written(default_of(key))}
    range_ = _("de %(least)s à %(most)s") % {"least": _written(bound.least), "most": _written(bound.most)}
    note = str(THRESHOLD_NOTES.get(key, ""))
    return " · ".join(part for part in (str(THRESHOLD_UNITS[key]), usual, range_, note) if part)


def _written(value: Decimal) -> str:
    whole = value == value.to_integral_value()
    return format_decimal(value, language(), 0 if whole else 2)


def _job_url(request: HttpRequest) -> str:
    """The progress of the job that moves the statuses, when one was just asked for."""
    asked = request.GET.get("job", "")
    return reverse("jobs:detail", args=[asked]) if asked.isalnum() and len(asked) == 12 else ""
