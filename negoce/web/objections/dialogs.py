"""The dialogs of an objection of the library: new, changed, taken away."""

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
from negoce.negotiation.actions.objections.library import save_objection, withdraw_objection
from negoce.negotiation.models import Objection
from negoce.negotiation.queries.objections.library import library
from negoce.negotiation.words.discovery import motive_options
from negoce.negotiation.words.objection import SUBJECTS, options
from negoce.ui.components.forms import offer
from negoce.ui.toasts import flash
from negoce.web.dialogs import show_form, show_refusal
from negoce.web.http import actor_of, go, load_or_404, whole_number

_TEMPLATE = "objections/_objection"
_NAMES = ("words", "subject", "product", "sector")
_MOST = 2_000


class ObjectionForm(forms.Form):
    """What is asked of an objection. The action checks it; this form only shows it."""

    words = forms.CharField(
        label=_("Objection"), help_text=_("Comme les clients la disent : « C’est trop cher ».")
    )
    subject = forms.ChoiceField(label=_("Porte sur"))
    motives = forms.MultipleChoiceField(
        label=_("Mobiles"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Elle est attendue là où l’un de ces mobiles a été entendu."),
    )
    product = forms.CharField(
        label=_("Référence du produit"),
        required=False,
        help_text=_("Vide : elle vaut pour toutes les ventes."),
    )
    sector = forms.CharField(
        label=_("Secteur d’activité"),
        required=False,
        help_text=_("Les deux premiers chiffres du code APE : 47, le commerce de détail. Vide : tous."),
    )

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        offer(self, "subject", [("", _now("Choisir…")), *options(SUBJECTS)])
        offer(self, "motives", motive_options())
        for name in ("words", "product", "sector"):
            self.fields[name].widget.attrs |= {"autocomplete": "off"}
        self.fields["sector"].widget.attrs |= {"inputmode": "numeric", "maxlength": "2"}


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """One more objection."""
    require(actor_of(request), Permission.MANAGE_CATALOGUE)
    context = {
        "title": _now("Nouvelle objection"),
        "url": request.path,
        "revision": "",
        "removal_url": "",
        "guarded": False,
    }
    if request.method == "GET":
        return show_form(request, _TEMPLATE, ObjectionForm(), context)
    return _save(request, None, context)


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, public_id: str) -> HttpResponse:
    """What an objection says."""
    require(actor_of(request), Permission.MANAGE_CATALOGUE)
    row = load_or_404(library(), public_id)
    context = {
        "title": _now("Modifier l’objection"),
        "url": request.path,
        "revision": row.revision,
        "guarded": False,
        "removal_url": reverse("objections:removal", args=[row.public_id]),
    }
    if request.method == "GET":
        first: dict[str, object] = {
            name: getattr(row, name) for name in ("words", "subject", "sector", "motives")
        }
        first["product"] = row.product.code if row.product is not None else ""
        return show_form(request, _TEMPLATE, ObjectionForm(initial=first), context)
    return _save(request, row, context)


@require_POST
def removal(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take an objection out of the library."""
    actor = actor_of(request)
    require(actor, Permission.MANAGE_CATALOGUE)
    withdraw_objection(actor, load_or_404(library(), public_id))
    flash(request, _now("Objection retirée ; ce qui en a été entendu reste dans les affaires."))
    return go(request, reverse("objections:list"))


def _save(request: HttpRequest, row: Objection | None, context: Mapping[str, object]) -> HttpResponse:
    posted = request.POST
    try:
        save_objection(
            actor_of(request),
            row,
            values={name: posted.get(name, "")[:_MOST] for name in _NAMES},
            motives=posted.getlist("motives")[:20],
            revision=whole_number(posted.get("revision", "")),
            guard_reason=posted.get("guard_reason", ""),
        )
    except Refused as refused:
        return show_refusal(request, _TEMPLATE, ObjectionForm(posted), refused, context)
    flash(request, _now("Objection enregistrée."))
    return go(request, reverse("objections:list"))
