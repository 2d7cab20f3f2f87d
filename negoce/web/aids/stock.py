"""The dialogs that move pieces: received, counted, put elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused
from negoce.negotiation.actions.aids.stock import count_stock, put_elsewhere, receive
from negoce.negotiation.models import SalesAid
from negoce.negotiation.queries.aids.library import library, places, stocks_of
from negoce.ui.components.forms import offer
from negoce.ui.toasts import flash
from negoce.ui.words.figures import number
from negoce.web.dialogs import show_form, show_refusal
from negoce.web.http import actor_of, go, load_or_404

_TEMPLATE = "aids/_stock"
_NAMES = ("place", "to", "pieces", "note")
_MOST = 400
_Write = Callable[..., object]


class StockForm(forms.Form):
    """Where, how many. The action checks it; this form only shows it."""

    place = forms.CharField(label=_("Lieu"), max_length=60)
    to = forms.CharField(label=_("Vers"), max_length=60, required=False)
    pieces = forms.CharField(label=_("Pièces"))
    note = forms.CharField(label=_("Note"), max_length=200, required=False)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["pieces"].widget.attrs |= {"inputmode": "numeric", "autocomplete": "off"}
        for name in ("place", "to"):
            self.fields[name].widget.attrs |= {"list": "aid-places", "autocomplete": "off"}


@require_http_methods(["GET", "POST"])
def receipt(request: HttpRequest, public_id: str) -> HttpResponse:
    """Pieces came in."""
    return _dialog(request, public_id, _now("Réception"), receive, Permission.MANAGE_CATALOGUE)


@require_http_methods(["GET", "POST"])
def count(request: HttpRequest, public_id: str) -> HttpResponse:
    """How many there are, counted."""
    return _dialog(request, public_id, _now("Compter le stock"), count_stock, Permission.MANAGE_CATALOGUE)


@require_http_methods(["GET", "POST"])
def transfer(request: HttpRequest, public_id: str) -> HttpResponse:
    """Pieces go from one place to another."""
    return _dialog(request, public_id, _now("Changer de lieu"), put_elsewhere, Permission.EDIT)


def place_options(aid: SalesAid) -> list[tuple[str, str]]:
    """The places where some lie, with how many; several first ask which."""
    found = [(each.place.name, f"{each.place.name} ({number(each.quantity)})") for each in stocks_of(aid)]
    return found if len(found) == 1 else [("", _now("Choisir…")), *found]


def _dialog(
    request: HttpRequest, public_id: str, title: str, write: _Write, permission: Permission
) -> HttpResponse:
    actor = actor_of(request)
    require(actor, permission)
    row = load_or_404(library(), public_id)
    context = {
        "title": title,
        "url": request.path,
        "aid": row,
        "places": [each.name for each in places()],
        "moves": write is put_elsewhere,
        "guarded": False,
    }
    if request.method == "GET":
        return show_form(request, _TEMPLATE, _form(row, context), context)
    return _write(request, actor, row, write, context)


def _form(row: SalesAid, context: Mapping[str, object], *arguments: Any) -> StockForm:
    form = StockForm(*arguments)
    if context["moves"]:
        start = forms.ChoiceField(label=_("De"))
        form.fields["place"] = start
        offer(form, "place", place_options(row))
    return form


def _write(
    request: HttpRequest, actor: Actor, row: SalesAid, write: _Write, context: Mapping[str, object]
) -> HttpResponse:
    values = {name: request.POST.get(name, "")[:_MOST] for name in _NAMES}
    try:
        write(actor, row, values=values, guard_reason=request.POST.get("guard_reason", ""))
    except Refused as refused:
        return show_refusal(request, _TEMPLATE, _form(row, context, request.POST), refused, context)
    flash(request, _now("Stock à jour."))
    return go(request, reverse("aids:aid", args=[row.public_id]))
