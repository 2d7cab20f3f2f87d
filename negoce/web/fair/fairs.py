"""The fairs: what each cost, whom we met there, what came of it; and the dialogs that write them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.dates import format_date
from negoce.kit.money import format_decimal, format_money
from negoce.kit.refusal import Refused
from negoce.portfolio.queries.form_results import FairResult, fair_results
from negoce.prospecting.actions.fair_save import save_fair
from negoce.prospecting.models import Fair
from negoce.prospecting.queries.plans import visible_plans
from negoce.ui.components.forms import offer
from negoce.ui.components.tables import TableColumn
from negoce.ui.toasts import flash
from negoce.ui.words.say import reader_language
from negoce.web.day_input import day_input
from negoce.web.dialogs import show_form, show_refusal
from negoce.web.http import actor_of, go, load_or_404, seen_revision
from negoce.web.plans.served import chosen_plan

_TEMPLATE = "fair/_fair"
_FIELDS = ("name", "place", "starts_on", "ends_on", "cost")


class FairForm(forms.Form):
    """A fair. The action checks it; this form only shows it."""

    name = forms.CharField(label=_("Nom"))
    place = forms.CharField(label=_("Lieu"), required=False)
    starts_on = forms.CharField(label=_("Du"), widget=day_input())
    ends_on = forms.CharField(label=_("Au"), widget=day_input())
    cost = forms.CharField(label=_("Coût HT"), required=False)
    plan = forms.ChoiceField(label=_("Plan de prospection"), required=False)

    def __init__(self, actor: Actor, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        plans = visible_plans(actor).order_by("-starts_on", "-pk")[:100]
        offer(self, "plan", [("", _now("Aucun")), *((each.public_id, each.name) for each in plans)])
        self.fields["cost"].widget.attrs |= {"inputmode": "decimal", "autocomplete": "off"}
        self.fields["cost"].help_text = _(
            "Emplacement, montage, déplacements\u00a0: il donne le coût d’un contact."
        )


@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """Every fair, the latest first."""
    actor = actor_of(request)
    require(actor, Permission.CREATE)
    fairs = list(Fair.objects.select_related("plan").order_by("-starts_on", "-pk")[:200])
    results = fair_results(fairs)
    seen = set(visible_plans(actor).order_by().values_list("pk", flat=True))
    may_set = actor.may(Permission.MANAGE_PROSPECTING)
    context = {
        "may_set": may_set,
        "lines": [_line(fair, results[fair.pk], fair.plan_id in seen) for fair in fairs],
        "columns": (
            TableColumn(_now("Salon")),
            TableColumn(_now("Dates")),
            TableColumn(_now("Contacts"), numeric=True),
            TableColumn(_now("Entreprises nouvelles"), numeric=True),
            TableColumn(_now("Clients"), numeric=True),
            TableColumn(_now("Coût HT"), numeric=True),
            TableColumn(_now("Coût par contact"), numeric=True),
            TableColumn(_now("Coût par client"), numeric=True),
        ),
    }
    return render(request, "web/fair/list.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """One more fair."""
    actor = actor_of(request)
    require(actor, Permission.MANAGE_PROSPECTING)
    context = {"title": _now("Nouveau salon"), "url": request.path, "revision": None}
    if request.method == "GET":
        return show_form(request, _TEMPLATE, FairForm(actor), context)
    return _save(request, None, context)


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, public_id: str) -> HttpResponse:
    """Its name, its days, its cost."""
    actor = actor_of(request)
    require(actor, Permission.MANAGE_PROSPECTING)
    fair = load_or_404(Fair.objects.select_related("plan"), public_id)
    context = {"title": _now("Modifier le salon"), "url": request.path, "revision": fair.revision}
    if request.method == "GET":
        cost = "" if fair.cost is None else f"{fair.cost:.2f}"
        first = {
            "name": fair.name,
            "place": fair.place,
            "starts_on": _day(fair.starts_on),
            "ends_on": _day(fair.ends_on),
            "cost": cost.replace(".", ",") if actor.language == "fr" else cost,
            "plan": fair.plan.public_id if fair.plan is not None else "",
        }
        return show_form(request, _TEMPLATE, FairForm(actor, initial=first), context)
    return _save(request, fair, context)


def _save(request: HttpRequest, fair: Fair | None, context: Mapping[str, object]) -> HttpResponse:
    actor, posted = actor_of(request), request.POST
    try:
        save_fair(
            actor,
            fair,
            values={name: posted.get(name, "")[:400] for name in _FIELDS},
            plan=chosen_plan(actor, posted.get("plan", ""), fair.plan if fair is not None else None),
            today=timezone.localdate(),
            revision=seen_revision(posted.get("revision", "")) if fair is not None else None,
        )
    except Refused as refused:
        return show_refusal(request, _TEMPLATE, FairForm(actor, posted), refused, context)
    flash(request, _now("Salon enregistré."))
    return go(request, reverse("fair:list"))


def _line(fair: Fair, result: FairResult, shows_plan: bool) -> Mapping[str, object]:
    language = reader_language()
    return {
        "name": fair.name,
        "place": fair.place,
        "plan": fair.plan.name if fair.plan is not None and shows_plan else "",
        "days": _now("du %(start)s au %(end)s")
        % {"start": format_date(fair.starts_on, language), "end": format_date(fair.ends_on, language)},
        "contacts": format_decimal(result.contacts, language),
        "new": format_decimal(result.new_companies, language),
        "customers": format_decimal(result.customers, language),
        "cost": _money(fair.cost, language),
        "per_contact": _money(result.cost_per_contact, language),
        "per_customer": _money(result.cost_per_customer, language),
        "url": reverse("fair:fair", args=[fair.public_id]),
        "change_url": reverse("fair:change", args=[fair.public_id]),
    }


def _money(amount: Decimal | None, language: str) -> str:
    return "" if amount is None else format_money(amount, language)


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"
