"""The dialogs of a file and of its licence."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from negoce.companies.enums import Channel
from negoce.companies.words.choices import choice_options
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused
from negoce.prospecting.actions.source_end import ask_source_end
from negoce.prospecting.actions.source_save import save_source, withdraw_source
from negoce.prospecting.models import FileSource
from negoce.prospecting.queries.plans import visible_plans
from negoce.prospecting.rules.source_values import FIELDS
from negoce.prospecting.words.source import ENDS, KINDS
from negoce.ui.components.forms import offer
from negoce.ui.toasts import flash
from negoce.web.day_input import day_input
from negoce.web.dialogs import show_form, show_refusal
from negoce.web.http import actor_of, go, load_or_404, whole_number
from negoce.web.plans.served import chosen_plan

_TEMPLATE = "sources/_source"


class SourceForm(forms.Form):
    """A file and its licence. The action checks it; this form only shows it."""

    name = forms.CharField(label=_("Nom"))
    kind = forms.ChoiceField(label=_("Type"))
    cost = forms.CharField(label=_("Coût HT"), required=False)
    supplier = forms.CharField(label=_("Fournisseur"), required=False)
    contract = forms.CharField(label=_("Contrat ou facture"), required=False)
    channels = forms.MultipleChoiceField(
        label=_("Canaux autorisés"), required=False, widget=forms.CheckboxSelectMultiple
    )
    starts_on = forms.CharField(label=_("À partir du"), required=False, widget=day_input())
    ends_on = forms.CharField(label=_("Jusqu’au"), required=False, widget=day_input())
    uses_allowed = forms.CharField(label=_("Utilisations permises"), required=False)
    at_end = forms.ChoiceField(label=_("À la fin de la licence"))
    source_words = forms.CharField(label=_("Origine à dire aux personnes"), required=False)
    dpo_contact = forms.CharField(label=_("Contact du fournisseur pour les données"), required=False)
    plan = forms.ChoiceField(label=_("Plan de prospection"), required=False)
    note = forms.CharField(label=_("Note"), required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, actor: Actor, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        plans = visible_plans(actor).order_by("-starts_on", "-pk")[:100]
        offer(self, "plan", [("", _now("Aucun")), *((each.public_id, each.name) for each in plans)])
        self.fields["plan"].help_text = _("Son coût compte dans celui du plan, dès qu’il a commencé.")
        offer(self, "kind", list(KINDS.items()))
        offer(self, "at_end", list(ENDS.items()))
        offer(self, "channels", choice_options(Channel))
        self.fields["kind"].help_text = _(
            "Un fichier à nous n’a pas de licence : seuls son nom, son coût et sa note comptent."
        )
        self.fields["source_words"].help_text = _(
            "Dit dans l’information aux personnes (RGPD, art. 14). À défaut : « Fichier de » et le fournisseur."
        )
        self.fields["uses_allowed"].help_text = _("D’un fichier loué : un envoi, une session d’appels.")
        self.fields["cost"].widget.attrs |= {"inputmode": "decimal", "autocomplete": "off"}
        self.fields["uses_allowed"].widget.attrs |= {"inputmode": "numeric", "autocomplete": "off"}


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """One more file."""
    actor = actor_of(request)
    require(actor, Permission.MANAGE_PROSPECTING)
    context = {"title": _now("Nouveau fichier"), "url": request.path, "revision": None}
    if request.method == "GET":
        first = {"kind": "bought", "channels": [Channel.EMAIL, Channel.PHONE, Channel.POST]}
        return show_form(request, _TEMPLATE, SourceForm(actor, initial=first), context)
    return _save(request, None, context)


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, public_id: str) -> HttpResponse:
    """What its licence says."""
    actor = actor_of(request)
    require(actor, Permission.MANAGE_PROSPECTING)
    row = _load(public_id)
    context = {"title": _now("Modifier le fichier"), "url": request.path, "revision": row.revision}
    if request.method == "GET":
        first: dict[str, object] = {name: getattr(row, name) for name in FIELDS}
        first |= {name: _day(getattr(row, name)) for name in ("starts_on", "ends_on")}
        cost = "" if row.cost is None else f"{row.cost:.2f}"
        first["plan"] = row.plan.public_id if row.plan is not None else ""
        first["cost"] = cost.replace(".", ",") if actor.language == "fr" else cost
        return show_form(request, _TEMPLATE, SourceForm(actor, initial=first), context)
    return _save(request, row, context)


@require_POST
def removal(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take away a file that brought nothing."""
    row = _load(public_id)
    try:
        withdraw_source(actor_of(request), row)
    except Refused as refused:
        flash(request, refused.message)
        return redirect("sources:source", row.public_id)
    flash(request, _now("Fichier retiré."))
    return redirect("sources:list")


@require_POST
def end(request: HttpRequest, public_id: str) -> HttpResponse:
    """Erase whom the licence let us hold."""
    row = _load(public_id)
    try:
        ask_source_end(actor_of(request), row)
    except Refused as refused:
        flash(request, refused.message)
    else:
        flash(
            request,
            _now("L’effacement est demandé : il se fait en tâche de fond, une personne après l’autre."),
        )
    return redirect("sources:source", row.public_id)


def _load(public_id: str) -> FileSource:
    return load_or_404(FileSource.objects.select_related("plan"), public_id)


def _save(request: HttpRequest, row: FileSource | None, context: Mapping[str, object]) -> HttpResponse:
    actor, posted = actor_of(request), request.POST
    values: dict[str, object] = {name: posted.get(name, "")[:4_000] for name in FIELDS}
    values["channels"] = posted.getlist("channels")[:20]
    try:
        saved = save_source(
            actor,
            row,
            values=values,
            plan=chosen_plan(actor, posted.get("plan", ""), row.plan if row is not None else None),
            revision=whole_number(posted.get("revision", "")),
        )
    except Refused as refused:
        return show_refusal(request, _TEMPLATE, SourceForm(actor, posted), refused, context)
    flash(request, _now("Fichier enregistré."))
    return go(request, reverse("sources:source", args=[saved.public_id]))


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""
