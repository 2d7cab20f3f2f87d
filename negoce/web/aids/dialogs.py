"""The dialogs of a sales aid: new, changed, taken out of use."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.kit.refusal import Refused
from negoce.negotiation.actions.aids.library import save_aid, withdraw_aid
from negoce.negotiation.models import SalesAid
from negoce.negotiation.queries.aids.library import library
from negoce.negotiation.rules.aids import LENT
from negoce.negotiation.words.aid import KINDS
from negoce.negotiation.words.objection import options
from negoce.ui.components.forms import offer
from negoce.ui.toasts import flash
from negoce.web.day_input import day_input
from negoce.web.dialogs import show_form, show_refusal
from negoce.web.http import actor_of, go, load_or_404, whole_number

_TEMPLATE = "aids/_aid"
_NAMES = ("kind", "name", "description", "product", "low_at", "expires_on", "is_lent")
_MOST = 2_000


class AidForm(forms.Form):
    """What is asked of an aid. The action checks it; this form only shows it."""

    kind = forms.ChoiceField(label=_("Sorte"))
    name = forms.CharField(label=_("Nom"), max_length=120)
    description = forms.CharField(
        label=_("Description"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    product = forms.CharField(
        label=_("Référence du produit"), required=False, help_text=_("Proposée là où ce produit est offert.")
    )
    low_at = forms.CharField(
        label=_("Stock bas à partir de"), required=False, help_text=_("Vide : pas d’alerte.")
    )
    expires_on = forms.CharField(
        label=_("Valable jusqu’au"),
        required=False,
        widget=day_input(),
        help_text=_("Attestation, certificat, tarif."),
    )
    is_lent = forms.BooleanField(label=_("Se prête : chaque remise a un jour de retour"), required=False)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        offer(self, "kind", [("", _now("Choisir…")), *options(KINDS)])
        self.fields["low_at"].widget.attrs |= {"inputmode": "numeric", "autocomplete": "off"}
        lent = ", ".join(str(KINDS[each.value]).lower() for each in sorted(LENT))
        self.fields["is_lent"].help_text = _now("D’ordinaire : %(kinds)s.") % {"kinds": lent}


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """One more aid."""
    require(actor_of(request), Permission.MANAGE_CATALOGUE)
    context = {
        "title": _now("Nouvelle aide de vente"),
        "url": request.path,
        "revision": "",
        "removal_url": "",
        "guarded": False,
    }
    if request.method == "GET":
        return show_form(request, _TEMPLATE, AidForm(), context)
    return _save(request, None, context)


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, public_id: str) -> HttpResponse:
    """What an aid is."""
    require(actor_of(request), Permission.MANAGE_CATALOGUE)
    row = load_or_404(library(), public_id)
    context = {
        "title": _now("Modifier l’aide de vente"),
        "url": request.path,
        "revision": row.revision,
        "guarded": False,
        "removal_url": reverse("aids:removal", args=[row.public_id]),
    }
    if request.method == "GET":
        first: dict[str, object] = {
            name: getattr(row, name) for name in ("kind", "name", "description", "is_lent")
        }
        first["low_at"] = "" if row.low_at is None else row.low_at
        first["product"] = row.product.code if row.product is not None else ""
        first["expires_on"] = f"{row.expires_on:%d/%m/%Y}" if row.expires_on is not None else ""
        return show_form(request, _TEMPLATE, AidForm(initial=first), context)
    return _save(request, row, context)


@require_POST
def removal(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take an aid out of use."""
    actor = actor_of(request)
    require(actor, Permission.MANAGE_CATALOGUE)
    row = load_or_404(library(), public_id)
    try:
        withdraw_aid(actor, row)
    except Refused as refused:
        flash(request, refused.message, tone="bad")
        return go(request, reverse("aids:aid", args=[public_id]))
    flash(request, _now("« %(name)s » n’est plus utilisée ; ses mouvements restent.") % {"name": row.name})
    return go(request, reverse("aids:list"))


def _save(request: HttpRequest, row: SalesAid | None, context: Mapping[str, object]) -> HttpResponse:
    posted = request.POST
    try:
        saved = save_aid(
            actor_of(request),
            row,
            values={name: posted.get(name, "")[:_MOST] for name in _NAMES},
            revision=whole_number(posted.get("revision", "")),
            guard_reason=posted.get("guard_reason", ""),
        )
    except Refused as refused:
        return show_refusal(request, _TEMPLATE, AidForm(posted), refused, context)
    flash(request, _now("Aide de vente enregistrée."))
    return go(request, reverse("aids:aid", args=[saved.public_id]))
