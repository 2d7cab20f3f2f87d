"""The dialogs of an argument: new, changed, taken away."""

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
from negoce.negotiation.actions.arguments.library import LIMITS, save_argument, withdraw_argument
from negoce.negotiation.models import Argument
from negoce.negotiation.queries.arguments.library import library
from negoce.negotiation.words.discovery import motive_options
from negoce.ui.components.forms import offer
from negoce.ui.toasts import flash
from negoce.web.dialogs import show_form, show_refusal
from negoce.web.http import actor_of, go, load_or_404, whole_number

_TEMPLATE = "arguments/_argument"
_NAMES = (*LIMITS, "product")
_MOST = 2_000


class ArgumentForm(forms.Form):
    """What is asked of an argument. The action checks it; this form only shows it."""

    characteristic = forms.CharField(
        label=_("Caractéristique"), help_text=_("Ce que c’est : « Film renforcé 35 µ ».")
    )
    advantage = forms.CharField(
        label=_("Avantage"),
        required=False,
        help_text=_("Ce que cela fait : « résiste à 2 fois la tension »."),
    )
    benefit = forms.CharField(
        label=_("Bénéfice"), help_text=_("Ce que le client y gagne : « plus d’arrêts de ligne ».")
    )
    proof = forms.CharField(
        label=_("Preuve"),
        required=False,
        help_text=_("Essai, référence, mesure, certificat : ce qui se montre."),
    )
    motives = forms.MultipleChoiceField(label=_("Mobiles servis"), widget=forms.CheckboxSelectMultiple)
    product = forms.CharField(
        label=_("Référence du produit"), required=False, help_text=_("Vide : il sert toutes les ventes.")
    )

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        offer(self, "motives", motive_options())
        for name in _NAMES:
            self.fields[name].widget.attrs |= {"autocomplete": "off"}


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """One more argument."""
    require(actor_of(request), Permission.MANAGE_CATALOGUE)
    context = {
        "title": _now("Nouvel argument"),
        "url": request.path,
        "revision": "",
        "removal_url": "",
        "guarded": False,
    }
    if request.method == "GET":
        return show_form(request, _TEMPLATE, ArgumentForm(), context)
    return _save(request, None, context)


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, public_id: str) -> HttpResponse:
    """What an argument says."""
    require(actor_of(request), Permission.MANAGE_CATALOGUE)
    row = load_or_404(library(), public_id)
    context = {
        "title": _now("Modifier l’argument"),
        "url": request.path,
        "revision": row.revision,
        "guarded": False,
        "removal_url": reverse("arguments:removal", args=[row.public_id]),
    }
    if request.method == "GET":
        first: dict[str, object] = {name: getattr(row, name) for name in (*LIMITS, "motives")}
        first["product"] = row.product.code if row.product is not None else ""
        return show_form(request, _TEMPLATE, ArgumentForm(initial=first), context)
    return _save(request, row, context)


@require_POST
def removal(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take an argument out of the library."""
    actor = actor_of(request)
    require(actor, Permission.MANAGE_CATALOGUE)
    withdraw_argument(actor, load_or_404(library(), public_id))
    flash(request, _now("Argument retiré ; ses résultats restent comptés dans les affaires."))
    return go(request, reverse("arguments:list"))


def _save(request: HttpRequest, row: Argument | None, context: Mapping[str, object]) -> HttpResponse:
    posted = request.POST
    try:
        save_argument(
            actor_of(request),
            row,
            values={name: posted.get(name, "")[:_MOST] for name in _NAMES},
            motives=posted.getlist("motives")[:20],
            revision=whole_number(posted.get("revision", "")),
            guard_reason=posted.get("guard_reason", ""),
        )
    except Refused as refused:
        return show_refusal(request, _TEMPLATE, ArgumentForm(posted), refused, context)
    flash(request, _now("Argument enregistré."))
    return go(request, reverse("arguments:list"))
