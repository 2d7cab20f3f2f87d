"""« Réglages de Ma journée »: what weighs in everybody's day, and what the day of one person would become."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_http_methods, require_POST

from negoce.automation.actions.day_settings_save import read_settings, save_settings
from negoce.automation.enums import DayKind
from negoce.automation.queries.day.preview import Placed, preview_day
from negoce.automation.queries.day.read import visible_people
from negoce.automation.queries.day.settings import stored_settings
from negoce.automation.rules.day_kinds import WEIGHTS
from negoce.automation.rules.day_settings import BOUNDS, CHANCE, WEIGHT, default_of, settings_of
from negoce.automation.words import KIND_WORDS, SETTING_LABELS, SETTING_NOTES, SETTING_UNITS
from negoce.identity.enums import Permission
from negoce.identity.permissions import require_house_reader
from negoce.kit.money import format_decimal
from negoce.kit.refusal import Refused
from negoce.ui.components.tables import TableColumn
from negoce.ui.toasts import flash
from negoce.ui.words.say import reader_language
from negoce.web.http import actor_of
from negoce.web.settings.tags import put_refusal


class DaySettingsForm(forms.Form):
    """A field a setting; the action reads what was typed."""

    def __init__(self, data: QueryDict | None = None, *, may_set: bool = True) -> None:
        super().__init__(data)
        stored = stored_settings()
        for key in BOUNDS:
            label = str(SETTING_LABELS[key])
            attrs = {"inputmode": "decimal", "autocomplete": "off", "aria-label": label}
            self.fields[key] = forms.CharField(
                label=label,
                help_text=_help(key),
                initial=_written(stored.get(key, default_of(key))),
                max_length=20,
                disabled=not may_set,
                widget=forms.TextInput(attrs=attrs),
            )

    @property
    def rows(self) -> Sequence[Mapping[str, Any]]:
        """One row a kind: its words, its two fields, and how its urgency goes."""
        return [
            {
                "label": KIND_WORDS[kind],
                "weight": self[f"{WEIGHT}{kind.value}"],
                "chance": self[f"{CHANCE}{kind.value}"] if f"{CHANCE}{kind.value}" in self.fields else "",
                "urgency": _urgency(kind),
            }
            for kind in DayKind
        ]


@require_http_methods(["GET", "POST"])
def settings(request: HttpRequest) -> HttpResponse:
    """What weighs in a day; who steers reads it, who configures changes it."""
    actor = actor_of(request)
    require_house_reader(actor)
    may_set = actor.may(Permission.MANAGE_SETTINGS)
    form = DaySettingsForm(request.POST or None, may_set=may_set)
    if request.method == "POST":
        try:
            count = save_settings(actor, typed=_typed(request.POST))
        except Refused as refused:
            form.is_valid()
            form.errors.clear()
            put_refusal(form, refused)
        else:
            saved = _("Réglages enregistrés. Chaque journée suit à sa prochaine ouverture.")
            flash(request, saved if count else _("Rien n’a changé : les réglages étaient déjà ceux-là."))
            return redirect("day:settings")
    people = visible_people(actor).order_by("last_name", "first_name", "pk")
    context = {
        "form": form,
        "may_set": may_set,
        "columns": (
            TableColumn(_("Type d’action")),
            TableColumn(_("Poids (%)"), numeric=True),
            TableColumn(_("Chances (%)"), numeric=True),
            TableColumn(_("Urgence")),
        ),
        "people": [(each.public_id, each.full_name) for each in people],
        "preview_url": reverse("day:settings_preview"),
    }
    return render(request, "web/day/settings.html", context, status=422 if form.errors else 200)


@require_POST
def preview(request: HttpRequest) -> HttpResponse:
    """The day of one person with these values, beside what it is; nothing is stored."""
    actor = actor_of(request)
    require_house_reader(actor)
    asked = request.POST.get("person", "")[:20]
    person = visible_people(actor).filter(public_id=asked).first()
    try:
        if person is None:
            raise Refused(_("Choisissez une personne."))
        values = settings_of(read_settings(_typed(request.POST)))
    except Refused as refused:
        said = [f"{SETTING_LABELS[key]} : {line}" for key, lines in refused.fields.items() for line in lines]
        context: dict[str, Any] = {"refused": refused.message, "said": said}
        return render(request, "web/day/_preview.html", {**_EMPTY, **context}, status=422)
    found = preview_day(actor, person, values, timezone.localdate())
    moved = sum(each.before != each.after for each in found)
    context = {
        "name": person.full_name,
        "lines": [_line(each) for each in found],
        "meta": _moved(moved),
        "columns": (
            TableColumn(_("Place"), numeric=True),
            TableColumn(_("Avant"), numeric=True),
            TableColumn(_("Entreprise")),
            TableColumn(_("Type d’action")),
            TableColumn(pgettext("sur 100", "Note"), numeric=True),
        ),
    }
    return render(request, "web/day/_preview.html", {**_EMPTY, **context})


_EMPTY: Mapping[str, Any] = {"refused": "", "said": (), "name": "", "lines": (), "meta": "", "columns": ()}


def _moved(count: int) -> str:
    words = ngettext("%(count)s action change de place", "%(count)s actions changent de place", count)
    return words % {"count": count} if count else _("rien ne change de place")


def _line(each: Placed) -> Mapping[str, object]:
    shown = each.shown
    return {
        "place": each.after if each.after is not None else pgettext("de la journée", "sort"),
        "before": each.before if each.before is not None else pgettext("dans la journée", "entre"),
        "moved": each.before != each.after,
        "name": shown.company.name if shown.company else "",
        "url": reverse("companies:record", args=[shown.company.public_id]) if shown.company else "",
        "kind": KIND_WORDS[DayKind(shown.action.kind)],
        "score": shown.ranked.score,
    }


def _typed(posted: QueryDict) -> Mapping[str, str]:
    return {key: str(posted[key])[:40] for key in BOUNDS if key in posted}


def _help(key: str) -> str:
    """« actions · 20 par défaut · de 5 à 60 »."""
    bound = BOUNDS[key]
    usual = _("%(value)s par défaut") % {"value": _written(default_of(key))}
    range_ = _("de %(least)s à %(most)s") % {"least": _written(bound.least), "most": _written(bound.most)}
    parts = (str(SETTING_UNITS.get(key, "%")), usual, range_, str(SETTING_NOTES.get(key, "")))
    return " · ".join(part for part in parts if part)


def _urgency(kind: DayKind) -> str:
    """« 7 jours avant × 0,8, le jour même × 1,1, 21 jours après × 1,3 »: how urgency goes around the day of a kind."""
    weight = WEIGHTS[kind]
    before = ngettext(
        "%(days)s jour avant × %(factor)s", "%(days)s jours avant × %(factor)s", weight.lead_days
    )
    after = ngettext(
        "%(days)s jour après × %(factor)s", "%(days)s jours après × %(factor)s", weight.late_days
    )
    steps = [
        _("le jour même × %(factor)s") % {"factor": _factor(weight.on_day)},
        after % {"days": weight.late_days, "factor": _factor(weight.late)},
    ]
    if weight.lead_days:
        steps.insert(0, before % {"days": weight.lead_days, "factor": _factor(weight.early)})
    return ", ".join(steps)


def _factor(value: float) -> str:
    return format_decimal(Decimal(str(value)), reader_language(), 1)


def _written(value: Decimal) -> str:
    return format_decimal(value, reader_language())
