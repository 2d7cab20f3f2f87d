"""Price lists: all of them, one with its grid, its form, its copy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from negoce.catalogue.actions.price_list_save import copy_price_list, retire_price_list, save_price_list
from negoce.catalogue.models import PriceList
from negoce.catalogue.price_words import say_price
from negoce.catalogue.queries.price_lists import ListState, list_overlaps, list_state, price_lists
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.kit.dates import format_date
from negoce.kit.refusal import Refused
from negoce.ui.components.tables import TableColumn
from negoce.ui.html import chip
from negoce.ui.toasts import flash
from negoce.web.catalogue.price_grid import grid_context
from negoce.web.catalogue.price_list_forms import CopyForm, PriceListForm, clientele, given_values
from negoce.web.dialogs import show_form, show_refusal
from negoce.web.http import actor_of, go, load_or_404
from negoce.web.orders.figures import language

_TONES = {
    ListState.IN_FORCE: "good",
    ListState.TO_COME: "info",
    ListState.OVER: "",
    ListState.RETIRED: "warn",
}


@require_GET
def lists(request: HttpRequest) -> HttpResponse:
    """Every price list, those in use first."""
    actor = actor_of(request)
    columns = (
        TableColumn(_("Tarif")),
        TableColumn(_("Clientèle")),
        TableColumn(_("Validité")),
        TableColumn(_("Priorité"), numeric=True),
        TableColumn(_("Produits"), numeric=True),
        TableColumn(_("État")),
    )
    lines = [_line(row) for row in price_lists()]
    context = {"columns": columns, "lines": lines, "may_manage": actor.may(Permission.MANAGE_CATALOGUE)}
    return render(request, "web/catalogue/price_lists.html", context)


@require_GET
def price_list(request: HttpRequest, public_id: str) -> HttpResponse:
    """One list: whom it is for, when, what else prices the same products, and its prices."""
    actor = actor_of(request)
    found = load_or_404(PriceList.objects.all(), public_id)
    context = {
        **grid_context(request, found),
        "list": found,
        "chip": _state_chip(found),
        "line": _subtitle(found),
        "overlaps": [say_price(each) for each in list_overlaps(found)],
        "may_manage": actor.may(Permission.MANAGE_CATALOGUE),
    }
    return render(request, "web/catalogue/price_list.html", context)


@require_http_methods(["GET", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    """A new list."""
    return _form(request, None)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, public_id: str) -> HttpResponse:
    """The name of a list, its customers, its days, its priority."""
    return _form(request, load_or_404(PriceList.objects.all(), public_id))


@require_http_methods(["GET", "POST"])
def copy(request: HttpRequest, public_id: str) -> HttpResponse:
    """A new list with the prices of this one, changed by so many percent."""
    actor = actor_of(request)
    require(actor, Permission.MANAGE_CATALOGUE)
    found = load_or_404(PriceList.objects.all(), public_id)
    here = reverse("catalogue:price_list_copy", args=[public_id])
    context = {
        "title": _("Dupliquer « %(name)s »") % {"name": found.name},
        "url": here,
        "submit_label": _("Dupliquer"),
    }
    if request.method == "GET":
        return show_form(request, "catalogue/_price_list", CopyForm(), context)
    try:
        made = copy_price_list(
            actor, found, values=given_values(request.POST, CopyForm), percent=request.POST.get("percent", "")
        )
    except Refused as refused:
        return show_refusal(request, "catalogue/_price_list", CopyForm(request.POST), refused, context)
    flash(request, _("Tarif « %(name)s » créé.") % {"name": made.name})
    return go(request, reverse("catalogue:price_list", args=[made.public_id]))


@require_POST
def retirement(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take a list out of use, or put it back."""
    found = load_or_404(PriceList.objects.all(), public_id)
    active = request.POST.get("active") == "1"
    retire_price_list(actor_of(request), found, active=active)
    said = (
        _("Tarif « %(name)s » remis en vigueur.")
        if active
        else _("Tarif « %(name)s » retiré, ses prix sont gardés.")
    )
    flash(request, said % {"name": found.name})
    return go(request, reverse("catalogue:price_list", args=[public_id]))


def _form(request: HttpRequest, found: PriceList | None) -> HttpResponse:
    actor = actor_of(request)
    require(actor, Permission.MANAGE_CATALOGUE)
    context: dict[str, object] = {
        "title": _("Nouveau tarif"),
        "url": reverse("catalogue:price_list_create"),
        "submit_label": _("Créer le tarif"),
    }
    if found is not None:
        address = reverse("catalogue:price_list_edit", args=[found.public_id])
        context = {
            "title": _("Modifier « %(name)s »") % {"name": found.name},
            "url": address,
            "submit_label": _("Enregistrer"),
        }
    if request.method == "GET":
        return show_form(request, "catalogue/_price_list", PriceListForm(initial=_initial(found)), context)
    try:
        saved = save_price_list(actor, found, values=given_values(request.POST, PriceListForm))
    except Refused as refused:
        return show_refusal(request, "catalogue/_price_list", PriceListForm(request.POST), refused, context)
    flash(request, _("Tarif « %(name)s » enregistré.") % {"name": saved.name})
    return go(request, reverse("catalogue:price_list", args=[saved.public_id]))


def _initial(found: PriceList | None) -> Mapping[str, object]:
    if found is None:
        return {"priority": 0}
    days = {
        name: f"{day:%d/%m/%Y}" if (day := getattr(found, name)) else "" for name in ("starts_on", "ends_on")
    }
    return {"name": found.name, "customer_kind": found.customer_kind, "priority": found.priority, **days}


def _line(row: PriceList) -> Mapping[str, object]:
    return {
        "name": row.name,
        "url": reverse("catalogue:price_list", args=[row.public_id]),
        "clientele": clientele(row.customer_kind),
        "days": days_words(row),
        "priority": row.priority,
        "products": row.product_count,  # type: ignore[attr-defined]  # counted by price_lists()
        "chip": _state_chip(row),
    }


def _state_chip(found: PriceList) -> object:
    state = list_state(found, timezone.localdate())
    words = {
        ListState.IN_FORCE: _("En vigueur"),
        ListState.TO_COME: _("À venir"),
        ListState.OVER: _("Échu"),
        ListState.RETIRED: _("Retiré"),
    }
    return chip(words[state], tone=_TONES[state])


def _subtitle(found: PriceList) -> str:
    parts: Sequence[str] = (
        clientele(found.customer_kind),
        days_words(found),
        _("priorité %(number)s") % {"number": found.priority},
        "" if found.currency == "EUR" else found.currency,
    )
    return " · ".join(part for part in parts if part)


def days_words(found: object) -> str:
    """From when to when something holds: « du 1 janv. 2026 au 31 déc. 2026 », « sans fin »."""
    start, end = getattr(found, "starts_on", None), getattr(found, "ends_on", None)
    if start and end:
        return _("du %(start)s au %(end)s") % {
            "start": format_date(start, language()),
            "end": format_date(end, language()),
        }
    if start:
        return _("depuis le %(day)s") % {"day": format_date(start, language())}
    return _("jusqu’au %(day)s") % {"day": format_date(end, language())} if end else _("toujours")
