"""The dialogs of prices agreed with a customer."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from negoce.catalogue.actions.negotiated_price_save import (
    agree_price,
    change_agreed_price,
    end_agreed_price,
    version_of,
)
from negoce.catalogue.models import NegotiatedPrice
from negoce.catalogue.queries.customer_prices import visible_negotiated
from negoce.companies.models import Company
from negoce.companies.queries.visible import visible_companies
from negoce.companies.rules.seen_value import as_seen
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused
from negoce.ui.components.forms import offer
from negoce.ui.toasts import add_trigger, toast
from negoce.web.catalogue.price_grid import typed_number
from negoce.web.catalogue.product_fields import options_of
from negoce.web.day_input import day_input
from negoce.web.dialogs import done, show_form, show_refusal
from negoce.web.http import actor_of, load_or_404

_TEMPLATE = "catalogue/_agreed"
_PLAIN = forms.TextInput(attrs={"autocomplete": "off"})
_NUMBER = forms.TextInput(attrs={"autocomplete": "off", "inputmode": "decimal"})
_NUMBERS = ("price", "discount", "min_quantity")


class AgreedForm(forms.Form):
    """A product or a family, a price or a discount, from which quantity, when, and why."""

    product = forms.CharField(
        label=_("Produit (référence ou mots)"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "list": "agreed-choices"}),
    )
    family = forms.ChoiceField(label=_("Ou toute une famille"), required=False)
    price = forms.CharField(label=_("Prix HT"), required=False, widget=_NUMBER)
    discount = forms.CharField(label=_("Ou remise (%)"), required=False, widget=_NUMBER)
    min_quantity = forms.CharField(label=_("Dès la quantité"), required=False, widget=_NUMBER)
    starts_on = forms.CharField(label=_("À partir du"), required=False, widget=day_input())
    ends_on = forms.CharField(label=_("Jusqu’au"), required=False, widget=day_input())
    reason = forms.CharField(label=_("Motif"), widget=_PLAIN)

    def __init__(self, *args: object, **named: object) -> None:
        super().__init__(*args, **named)  # type: ignore[arg-type]  # as Django's own
        offer(self, "family", options_of("family"))


@require_http_methods(["GET", "POST"])
def create(request: HttpRequest, public_id: str) -> HttpResponse:
    """Note what was agreed."""
    actor = actor_of(request)
    require(actor, Permission.MANAGE_CATALOGUE)
    company = load_or_404(visible_companies(actor), public_id)
    context = _context(_now("Négocier un prix"), reverse("tariffs:create", args=[public_id]))
    if request.method == "GET":
        initial = {"product": request.GET.get("product", "")[:40]}
        return show_form(request, _TEMPLATE, AgreedForm(initial=initial), context)
    try:
        agree_price(actor, company, values=_given(request, actor))
    except Refused as refused:
        return show_refusal(request, _TEMPLATE, AgreedForm(request.POST), refused, context)
    return done(_now("Accord noté."), ["tariff"])


@require_http_methods(["GET", "POST"])
def agreed(request: HttpRequest, public_id: str, price_id: str) -> HttpResponse:
    """Change what was agreed."""
    actor = actor_of(request)
    require(actor, Permission.MANAGE_CATALOGUE)
    row = _load(actor, load_or_404(visible_companies(actor), public_id), price_id)
    context = _context(_now("Modifier l’accord"), request.path, version_of(row))
    if request.method == "GET":
        return show_form(request, _TEMPLATE, AgreedForm(initial=_initial(actor, row)), context)
    try:
        change_agreed_price(actor, row, values=_given(request, actor), seen=request.POST.get("seen"))
    except Refused as refused:
        return show_refusal(request, _TEMPLATE, AgreedForm(request.POST), refused, context)
    return done(_now("Accord modifié."), ["tariff"])


@require_POST
def end(request: HttpRequest, public_id: str, price_id: str) -> HttpResponse:
    """Let it hold for the last time today."""
    actor = actor_of(request)
    require(actor, Permission.MANAGE_CATALOGUE)
    row = _load(actor, load_or_404(visible_companies(actor), public_id), price_id)
    answer = HttpResponse(status=204)
    try:
        kept = end_agreed_price(actor, row, today=timezone.localdate())
    except Refused as refused:
        toast(answer, refused.message, tone="warn")
        return answer
    said = (
        _now("Accord terminé : il vaut encore aujourd’hui.")
        if kept
        else _now("Accord retiré avant son début.")
    )
    toast(answer, said)
    add_trigger(answer, "panel-tariff")
    return answer


def _load(actor: Actor, company: Company, price_id: str) -> NegotiatedPrice:
    rows = visible_negotiated(actor).filter(company=company).select_related("product", "family")
    return load_or_404(rows, price_id)


def _context(title: str, url: str, seen: str = "") -> Mapping[str, object]:
    return {"title": title, "url": url, "seen": seen, "choices_url": reverse("catalogue:product_choices")}


def _given(request: HttpRequest, actor: Actor) -> Mapping[str, object]:
    values = {name: request.POST.get(name, "")[:200] for name in AgreedForm.base_fields}
    return values | {name: typed_number(actor, values[name]) for name in _NUMBERS}


def _initial(actor: Actor, row: NegotiatedPrice) -> Mapping[str, object]:
    comma = actor.language == "fr"
    numbers = {name: as_seen(getattr(row, name)) for name in _NUMBERS}
    days = {
        name: f"{day:%d/%m/%Y}" if (day := getattr(row, name)) else "" for name in ("starts_on", "ends_on")
    }
    return {
        "product": row.product.code if row.product else "",
        "family": row.family.public_id if row.family else "",
        **{name: text.replace(".", ",") if comma else text for name, text in numbers.items()},
        **days,
        "reason": row.reason,
    }
