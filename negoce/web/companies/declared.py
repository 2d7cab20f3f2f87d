"""What is declared of the way a company buys: the dialog of an entry, and its withdrawal."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from negoce.companies.actions.declared_fact import declare_fact, withdraw_fact
from negoce.companies.enums import BuyingPractice, DeclaredKind, FactSource
from negoce.companies.models import DeclaredFact
from negoce.companies.queries.declared_facts import proposed_competitors
from negoce.companies.rules.declared_values import FIELDS
from negoce.companies.words.choices import choice_options
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.kit.refusal import Refused
from negoce.ui.components.forms import offer
from negoce.web.companies.competitor_input import competitor_attributes
from negoce.web.companies.page import load_record
from negoce.web.dialogs import done, show_form, show_refusal
from negoce.web.http import load_or_404

_TEMPLATE = "companies/_declared"
_PANELS = ("declared", "wallet", "journal")


class DeclaredForm(forms.Form):
    """One entry. The action checks it; this form only shows it."""

    kind = forms.CharField(widget=forms.HiddenInput)
    practice = forms.ChoiceField(label=_("Pratique"))
    competitor = forms.CharField(label=_("Concurrent"))
    amount = forms.CharField(label=_("Achats par an, HT"))
    share = forms.CharField(required=False)
    category = forms.CharField(label=_("Catégorie d’achats"), required=False)
    text = forms.CharField(label=_("Précisions"), required=False, widget=forms.Textarea(attrs={"rows": 4}))
    known_on = forms.CharField(label=_("Su le"))
    source = forms.ChoiceField(label=_("Source"))

    def __init__(self, kind: str, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        offer(self, "practice", choice_options(BuyingPractice))
        offer(self, "source", choice_options(FactSource))
        of_competitor = kind == DeclaredKind.COMPETITOR
        self.fields["share"].label = _("Sa part de leurs achats") if of_competitor else _("Part accessible")
        self.fields["share"].help_text = (
            "" if of_competitor else _("Ce que nous saurions leur fournir, en pourcentage de ces achats.")
        )
        self.fields["category"].help_text = _("Vide : l’ensemble de leurs achats.")
        self.fields["competitor"].widget.attrs |= competitor_attributes()


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, public_id: str, kind: str) -> HttpResponse:
    """A new entry of a kind."""
    record = load_record(request, public_id)
    require(record.actor, Permission.EDIT)
    kinds = dict(choice_options(DeclaredKind))
    chosen = kind if kind in kinds else DeclaredKind.PROCESS.value
    context = {
        "title": kinds[chosen],
        "kind": chosen,
        "url": reverse("companies:declared_new", args=[public_id, chosen]),
        "guarded": False,
    }
    if request.method == "GET":
        first = {
            "kind": chosen,
            "known_on": timezone.localdate().strftime("%d/%m/%Y"),
            "source": FactSource.INTERVIEW.value,
        }
        return show_form(request, _TEMPLATE, DeclaredForm(chosen, initial=first), context)
    values = {name: request.POST.get(name, "") for name in FIELDS} | {"kind": chosen}
    try:
        declare_fact(record.actor, record.company, values=values, reason=request.POST.get("guard_reason", ""))
    except Refused as refused:
        return show_refusal(request, _TEMPLATE, DeclaredForm(chosen, request.POST), refused, context)
    return done(_now("Information notée."), _PANELS)


@require_POST
def removal(request: HttpRequest, public_id: str, fact_id: str) -> HttpResponse:
    """Take an entry back."""
    record = load_record(request, public_id)
    rows = DeclaredFact.objects.filter(company=record.company).order_by("pk")
    withdraw_fact(record.actor, load_or_404(rows, fact_id))
    return done(_now("Information retirée."), _PANELS)


@require_GET
def competitors(request: HttpRequest) -> HttpResponse:
    """Names of competitors to choose from."""
    names = proposed_competitors(request.GET.get("competitor", "").strip()[:120])
    return render(request, "web/companies/_names.html", {"names": names})
