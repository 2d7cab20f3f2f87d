"""The dialogs of the plan: an action, its end, last year's taken up again."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from negoce.companies.enums import OriginChannel
from negoce.companies.words.choices import choice_options
from negoce.identity.enums import FieldGroup
from negoce.identity.models import User
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused
from negoce.portfolio.actions.plan_save import (
    AMOUNTS,
    COUNTS,
    FIELDS,
    MARGINS,
    copy_plan,
    remove_action,
    save_action,
)
from negoce.portfolio.enums import LifeStatus
from negoce.portfolio.life_words import STATUS_LABELS
from negoce.portfolio.models import PlannedAction
from negoce.portfolio.plan_words import PARTS, month_name
from negoce.portfolio.queries.whole_house import require_house
from negoce.ui.components.forms import offer
from negoce.ui.toasts import flash
from negoce.web.dialogs import show_form, show_refusal
from negoce.web.http import actor_of, go, load_or_404, seen_revision
from negoce.web.orders.figures import language

_TEMPLATE = "plan/_action"
_COPY = "targets/_target"
# What the address of a new action may say of it, from a page that proposes one.
_GIVEN = ("part", "name", "status", "first_month", "last_month", "expected_customers", "note")


def _figure() -> forms.TextInput:
    return forms.TextInput(attrs={"autocomplete": "off", "inputmode": "decimal"})


class ActionForm(forms.Form):
    """What is said of an action. The action of the plan checks it; this form only shows it."""

    name = forms.CharField(label=_("Action"), widget=forms.TextInput(attrs={"autofocus": True}))
    part = forms.ChoiceField(label=_("Partie"))
    owner = forms.ChoiceField(label=_("Responsable"), required=False)
    status = forms.ChoiceField(label=_("Statut visé"), required=False)
    segment = forms.CharField(label=_("Segment visé"), required=False)
    channel = forms.ChoiceField(label=_("Canal"), required=False)
    first_month = forms.ChoiceField(label=_("Du mois de"))
    last_month = forms.ChoiceField(label=_("Au mois de"))
    budget = forms.CharField(label=_("Budget"), required=False, widget=_figure())
    expected_customers = forms.CharField(label=_("Clients attendus"), required=False, widget=_figure())
    expected_margin = forms.CharField(label=_("Marge attendue"), required=False, widget=_figure())
    actual_cost = forms.CharField(label=_("Dépensé"), required=False, widget=_figure())
    actual_customers = forms.CharField(label=_("Clients obtenus"), required=False, widget=_figure())
    actual_margin = forms.CharField(label=_("Marge obtenue"), required=False, widget=_figure())
    note = forms.CharField(label=_("Note"), required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, actor: Actor, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        if not actor.may_read(FieldGroup.MARGIN):
            for name in MARGINS:
                self.fields.pop(name)
        months = [(str(month), month_name(month, language())) for month in range(1, 13)]
        people = User.objects.filter(is_active=True).order_by("last_name", "first_name", "pk")
        offer(self, "part", list(PARTS.items()))
        offer(self, "owner", [("", _now("Personne")), *((each.public_id, each.full_name) for each in people)])
        offer(
            self, "status", [("", _now("Tous")), *((each.value, STATUS_LABELS[each]) for each in LifeStatus)]
        )
        offer(self, "channel", [("", _now("Plusieurs")), *choice_options(OriginChannel)])
        offer(self, "first_month", months)
        offer(self, "last_month", months)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, year: int) -> HttpResponse:
    """An action more."""
    actor = actor_of(request)
    require_house(actor)
    context = {
        "title": _now("Nouvelle action %(year)s") % {"year": year},
        "url": reverse("portfolio:plan_new", args=[year]),
        "revision": 0,
        "removal_url": "",
        "guarded": False,
        "margins": actor.may_read(FieldGroup.MARGIN),
    }
    if request.method == "GET":
        given = {name: request.GET[name] for name in _GIVEN if name in request.GET}
        first = {"part": "", "first_month": "1", "last_month": "12", **given}
        return show_form(request, _TEMPLATE, ActionForm(actor, initial=first), context)
    try:
        save_action(
            actor, None, year=year, values=_values(request), reason=request.POST.get("guard_reason", "")
        )
    except Refused as refused:
        return show_refusal(request, _TEMPLATE, ActionForm(actor, request.POST), refused, context)
    flash(request, _now("Action ajoutée au plan."))
    return go(request, _back(year))


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, public_id: str) -> HttpResponse:
    """Change an action, or say what came of it."""
    actor = actor_of(request)
    require_house(actor)
    row = load_or_404(PlannedAction.objects.select_related("owner").order_by("pk"), public_id)
    context = {
        "title": row.name,
        "url": reverse("portfolio:plan_action", args=[public_id]),
        "revision": row.revision,
        "removal_url": reverse("portfolio:plan_removal", args=[public_id]),
        "guarded": False,
        "margins": actor.may_read(FieldGroup.MARGIN),
    }
    if request.method == "GET":
        return show_form(request, _TEMPLATE, ActionForm(actor, initial=_initial(actor, row)), context)
    try:
        save_action(
            actor,
            row,
            year=row.year,
            values=_values(request),
            revision=seen_revision(request.POST.get("revision", "")),
            reason=request.POST.get("guard_reason", ""),
        )
    except Refused as refused:
        return show_refusal(request, _TEMPLATE, ActionForm(actor, request.POST), refused, context)
    flash(request, _now("Action enregistrée."))
    return go(request, _back(row.year))


@require_POST
def removal(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take an action out of the plan."""
    actor = actor_of(request)
    require_house(actor)
    row = load_or_404(PlannedAction.objects.order_by("pk"), public_id)
    remove_action(actor, row)
    flash(request, _now("Action retirée du plan."))
    return go(request, _back(row.year))


@require_http_methods(["GET", "POST"])
def copy(request: HttpRequest, year: int) -> HttpResponse:
    """Take up last year's actions."""
    actor = actor_of(request)
    require_house(actor)
    context = {
        "title": _now("Copier le plan %(year)s") % {"year": year - 1},
        "url": reverse("portfolio:plan_copy", args=[year]),
        "note": _now(
            "Les actions sont reprises avec leurs objectifs, sans leurs résultats. "
            "Celles du même nom sont gardées."
        ),
        "submit_label": _now("Copier"),
    }
    if request.method == "GET":
        return show_form(request, _COPY, forms.Form(), context)
    try:
        copied = copy_plan(actor, year=year)
    except Refused as refused:
        return show_refusal(request, _COPY, forms.Form(request.POST), refused, context)
    flash(request, _now("%(count)s actions reprises.") % {"count": copied})
    return go(request, _back(year))


def _values(request: HttpRequest) -> Mapping[str, str]:
    return {name: request.POST.get(name, "") for name in FIELDS}


def _initial(actor: Actor, row: PlannedAction) -> Mapping[str, object]:
    first: dict[str, object] = {name: getattr(row, name) for name in FIELDS if name != "owner"}
    first["owner"] = row.owner.public_id if row.owner else ""
    for name in (*AMOUNTS, *COUNTS):
        first[name] = _typed(actor, getattr(row, name))
    return {**first, "first_month": str(row.first_month), "last_month": str(row.last_month)}


def _typed(actor: Actor, value: Decimal | int | None) -> str:
    if value is None:
        return ""
    plain = str(value).removesuffix(".00")
    return plain.replace(".", ",") if actor.language == "fr" else plain


def _back(year: int) -> str:
    return f"{reverse('portfolio:plan')}?year={year}"
