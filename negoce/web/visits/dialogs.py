"""Dialogs of tours: the settings of the house, the hours of a company, the hour of a visit."""

from __future__ import annotations

from dataclasses import asdict

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from negoce.companies.queries.visible import visible_companies
from negoce.identity.enums import Permission
from negoce.identity.permissions import NotAllowed, require
from negoce.kit.refusal import Refused, refuse_field
from negoce.portfolio.actions.tours.arrange import fix_stop
from negoce.portfolio.actions.tours.settings import save_tour_terms, save_visit_hours
from negoce.portfolio.models import VisitHours
from negoce.portfolio.queries.tours import current_terms, may_change_tour
from negoce.portfolio.visits.hours import clock, parse_clock
from negoce.portfolio.visits.terms import TourTerms
from negoce.ui.toasts import flash
from negoce.web.dialogs import done, show_form, show_refusal
from negoce.web.http import actor_of, go, load_or_404, whole_number
from negoce.web.typed_decimals import read_decimals, typed_decimal
from negoce.web.visits.arranging import load_stop, seen_of_page
from negoce.web.visits.words import WEEKDAYS

_TEMPLATE = "targets/_target"


def _number() -> forms.TextInput:
    return forms.TextInput(attrs={"autocomplete": "off", "inputmode": "decimal"})


class TermsForm(forms.Form):
    """The settings of tours. The action checks them; this form only shows them."""

    speed = forms.CharField(label=_("Vitesse moyenne (km/h)"), widget=_number())
    winding = forms.CharField(
        label=_("Facteur de détour"), widget=_number(), help_text=_("Route = vol d’oiseau × facteur.")
    )
    local_km = forms.CharField(label=_("Route dans une même commune (km)"), widget=_number())
    km_cost = forms.CharField(label=_("Coût du kilomètre (€)"), widget=_number())
    hour_cost = forms.CharField(label=_("Coût d’une heure (€)"), widget=_number())
    visit_minutes = forms.CharField(label=_("Durée d’une visite (min)"), widget=_number())
    lunch_minutes = forms.CharField(label=_("Déjeuner (min)"), widget=_number())
    prospect_value = forms.CharField(label=_("Valeur d’une visite sans chiffre connu (€)"), widget=_number())
    margin_rate = forms.CharField(
        label=_("Taux de marge estimé (%)"), widget=_number(), help_text=_("Là où la marge n’est pas connue.")
    )


class HoursForm(forms.Form):
    """When a company receives."""

    hours = forms.CharField(
        label=_("Heures de visite"), required=False, max_length=200,
        help_text=_("« 8h30-12h, 13h30-17h30 » ; vide : les heures d’usage."),
    )  # fmt: skip
    closed = forms.MultipleChoiceField(
        label=_("Ne reçoit pas le"), required=False, widget=forms.CheckboxSelectMultiple,
        choices=[(str(place), name) for place, name in enumerate(WEEKDAYS)],
    )  # fmt: skip
    minutes = forms.CharField(
        label=_("Durée d’une visite (min)"),
        required=False,
        widget=_number(),
        help_text=_("Vide : celle d’usage."),
    )


class HourForm(forms.Form):
    """The hour of a visit."""

    hour = forms.CharField(
        label=_("Heure fixée"), required=False, widget=forms.TextInput(attrs={"autofocus": True}),
        help_text=_("« 14h30 » ; vide : libre."),
    )  # fmt: skip
    minutes = forms.CharField(label=_("Durée (min)"), widget=_number())


@require_http_methods(["GET", "POST"])
def terms(request: HttpRequest) -> HttpResponse:
    """What tours are planned with."""
    actor = actor_of(request)
    require(actor, Permission.MANAGE_SETTINGS)
    context = {
        "title": _now("Réglages des tournées"),
        "url": reverse("visits:terms"),
        "note": _now("Ils valent pour les tournées à venir ; celles qui existent gardent les leurs."),
        "submit_label": _now("Enregistrer"),
    }
    if request.method == "GET":
        first = {name: typed_decimal(actor, value) for name, value in asdict(current_terms()).items()}
        return show_form(request, _TEMPLATE, TermsForm(initial=first), context)
    try:
        save_tour_terms(actor, TourTerms(**read_decimals(actor, request, TermsForm.base_fields)))
    except Refused as refused:
        return show_refusal(request, _TEMPLATE, TermsForm(request.POST), refused, context)
    flash(request, _now("Réglages enregistrés."))
    return go(request, reverse("visits:list"))


@require_http_methods(["GET", "POST"])
def hours(request: HttpRequest, company_id: str) -> HttpResponse:
    """When a company receives visitors."""
    actor = actor_of(request)
    require(actor, Permission.EDIT)
    company = load_or_404(visible_companies(actor), company_id)
    context = {
        "title": _now("Horaires de visite\u00a0: %(name)s") % {"name": company.name},
        "url": request.path,
        "note": _now(
            "Les tournées à venir en tiennent compte ; une tournée prête les relit au prochain changement."
        ),
        "submit_label": _now("Enregistrer"),
    }
    if request.method == "GET":
        row = VisitHours.objects.filter(company=company).order_by("pk").first()
        first = {
            "hours": row.hours if row else "",
            "closed": row.closed.split(",") if row else [],
            "minutes": row.minutes if row else "",
        }
        return show_form(request, _TEMPLATE, HoursForm(initial=first), context)
    try:
        closed = frozenset(int(each) for each in request.POST.getlist("closed") if each.isdigit())
        save_visit_hours(
            actor, company, hours=request.POST.get("hours", ""), closed=closed,
            minutes=_minutes(request.POST.get("minutes", "")),
        )  # fmt: skip
    except Refused as refused:
        return show_refusal(request, _TEMPLATE, HoursForm(request.POST), refused, context)
    return done(_now("Horaires enregistrés."), ())


@require_http_methods(["GET", "POST"])
def stop_hour(request: HttpRequest, public_id: str, stop_id: str) -> HttpResponse:
    """Fix a visit at an hour, or free it; how long it lasts."""
    actor = actor_of(request)
    stop = load_stop(actor, public_id, stop_id)
    if not may_change_tour(actor, stop.tour):
        raise NotAllowed(_now("Cette tournée appartient à quelqu’un d’autre. Rien n’a été changé."))
    context = {
        "title": _now("Heure de la visite\u00a0: %(name)s") % {"name": stop.company.name},
        "url": request.get_full_path(),
        "note": _now("Une visite fixée garde son jour et son heure quand la tournée est recalculée."),
        "submit_label": _now("Enregistrer"),
    }
    if request.method == "GET":
        first = {"hour": "" if stop.fixed_at is None else clock(stop.fixed_at), "minutes": stop.minutes}
        return show_form(request, _TEMPLATE, HourForm(initial=first), context)
    typed = request.POST.get("hour", "").strip()
    try:
        minute = parse_clock(typed) if typed else None
        if typed and minute is None:
            raise refuse_field("hour", _now("Écrivez une heure, comme « 14h30 »."))
        lasts = _minutes(request.POST.get("minutes", ""))
        fix_stop(actor, stop, minute=minute, minutes=lasts, seen=seen_of_page(request))
    except Refused as refused:
        return show_refusal(request, _TEMPLATE, HourForm(request.POST), refused, context)
    return go(request, reverse("visits:tour", args=[public_id]))


def _minutes(text: str) -> int | None:
    if not text.strip():
        return None
    found = whole_number(text.strip(), 4)
    if found is None:
        raise refuse_field("minutes", _now("Donnez un nombre de minutes."))
    return found
