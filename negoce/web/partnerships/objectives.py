"""The dialog of an objective of a partnership."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.kit.refusal import Refused
from negoce.negotiation.actions.partnerships.objectives import (
    remove_partnership_objective,
    save_partnership_objective,
)
from negoce.negotiation.models import Partnership, PartnershipObjective
from negoce.negotiation.words.partnership import AIMS
from negoce.ui.toasts import flash
from negoce.web.dialogs import show_form, show_refusal
from negoce.web.http import actor_of, go, load_or_404, seen_revision
from negoce.web.partnerships.page import load_partnership
from negoce.web.typed_decimals import typed_decimal

_TEMPLATE = "partnerships/_objective"
_NAMES = ("aim", "words", "unit", "target", "measured")
_FIGURE = {"inputmode": "decimal", "autocomplete": "off"}


class PartnershipObjectiveForm(forms.Form):
    """What is asked. The action checks it; this form only shows it."""

    aim = forms.ChoiceField(label=_("But"), choices=list(AIMS.items()))
    words = forms.CharField(label=_("Ce qui en est attendu"), max_length=160)
    target = forms.CharField(label=_("Cible"), required=False, widget=forms.TextInput(attrs=_FIGURE))
    measured = forms.CharField(
        label=_("Mesuré"),
        required=False,
        help_text=_("Le chiffre d’affaires se mesure seul, sur les affaires partagées gagnées."),
        widget=forms.TextInput(attrs=_FIGURE),
    )
    unit = forms.CharField(label=_("Unité"), required=False, max_length=20)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, public_id: str) -> HttpResponse:
    """One more objective."""
    row = load_partnership(actor_of(request), public_id)
    return _dialog(request, row, None)


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, public_id: str, objective_id: str) -> HttpResponse:
    """What it says, what was measured."""
    row = load_partnership(actor_of(request), public_id)
    return _dialog(request, row, _load(row, objective_id))


@require_POST
def removal(request: HttpRequest, public_id: str, objective_id: str) -> HttpResponse:
    """Take it away."""
    actor = actor_of(request)
    row = load_partnership(actor, public_id)
    remove_partnership_objective(actor, row, _load(row, objective_id))
    flash(request, _now("Objectif de partenariat retiré."))
    return go(request, reverse("partnerships:partnership", args=[public_id]))


def _dialog(request: HttpRequest, row: Partnership, stored: PartnershipObjective | None) -> HttpResponse:
    actor = actor_of(request)
    require(actor, Permission.EDIT)
    context = {
        "title": _now("Objectif du partenariat"),
        "url": request.path,
        "guarded": False,
        "stored": stored,
        "revision": stored.revision if stored is not None else 0,
        "removal_url": reverse("partnerships:objective_removal", args=[row.public_id, stored.public_id])
        if stored is not None
        else "",
    }
    if request.method == "GET":
        first = (
            {name: getattr(stored, name) for name in ("aim", "words", "unit")} if stored is not None else {}
        )
        for name in ("target", "measured"):
            value = getattr(stored, name) if stored is not None else None
            first[name] = "" if value is None else typed_decimal(actor, value)
        return show_form(request, _TEMPLATE, PartnershipObjectiveForm(initial=first), context)
    given = {name: request.POST.get(name, "")[:400] for name in _NAMES}
    try:
        save_partnership_objective(
            actor,
            row,
            stored,
            given=given,
            revision=seen_revision(request.POST.get("revision", "")) if stored is not None else None,
            guard_reason=request.POST.get("guard_reason", ""),
        )
    except Refused as refused:
        return show_refusal(request, _TEMPLATE, PartnershipObjectiveForm(request.POST), refused, context)
    flash(request, _now("Objectif de partenariat enregistré."))
    return go(request, reverse("partnerships:partnership", args=[row.public_id]))


def _load(row: Partnership, public_id: str) -> PartnershipObjective:
    return load_or_404(PartnershipObjective.objects.filter(partnership=row), public_id)
