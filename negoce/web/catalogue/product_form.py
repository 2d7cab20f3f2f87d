"""A new product, and a product taken out of the catalogue or put back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from negoce.catalogue.actions.product_save import create_product, retire_product
from negoce.catalogue.enums import ProductKind
from negoce.catalogue.models import Product
from negoce.identity.enums import FieldGroup, Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused
from negoce.ui.components.forms import offer
from negoce.ui.toasts import flash
from negoce.web.catalogue.product_fields import options_of
from negoce.web.dialogs import show_form, show_refusal
from negoce.web.http import actor_of, go, load_or_404

_TEMPLATE = "catalogue/_product"
_PLAIN = forms.TextInput(attrs={"autocomplete": "off"})
_NUMBER = forms.TextInput(attrs={"autocomplete": "off", "inputmode": "decimal"})


class ProductForm(forms.Form):
    """What a new product is made of; the action checks the values."""

    code = forms.CharField(label=_("Référence"), widget=_PLAIN)
    label = forms.CharField(label=_("Désignation"), widget=_PLAIN)
    family = forms.ChoiceField(label=_("Famille"), required=False)
    kind = forms.ChoiceField(label=_("Nature"), initial=ProductKind.GOODS.value)
    unit = forms.ChoiceField(label=_("Unité"), initial="C62")
    price = forms.CharField(label=_("Prix de base HT"), required=False, widget=_NUMBER)
    cost = forms.CharField(label=_("Coût de revient HT"), required=False, widget=_NUMBER)
    vat = forms.ChoiceField(label=_("TVA"))
    description = forms.CharField(
        label=_("Description détaillée"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, actor: Actor, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        for name in ("family", "kind", "unit", "vat"):
            offer(self, name, options_of(name))
        if not actor.may_write(FieldGroup.MARGIN):
            del self.fields["cost"]


@require_http_methods(["GET", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    """The form of a new product, and the creation."""
    actor = actor_of(request)
    require(actor, Permission.MANAGE_CATALOGUE)
    context = {
        "title": _now("Nouveau produit"),
        "url": reverse("catalogue:create"),
        "with_cost": actor.may_write(FieldGroup.MARGIN),
    }
    if request.method == "GET":
        form = ProductForm(actor, initial={"label": request.GET.get("label", "")[:200]})
        return show_form(request, _TEMPLATE, form, context)
    form = ProductForm(actor, request.POST)
    typed = {name: request.POST.get(name, "") for name in form.fields}
    if actor.language == "fr":
        typed |= {name: typed[name].replace(".", ",") for name in ("price", "cost") if name in typed}
    try:
        product = create_product(actor, values=typed)
    except Refused as refused:
        return show_refusal(request, _TEMPLATE, form, refused, context)
    flash(request, _now("« %(label)s » est au catalogue.") % {"label": product.label})
    return go(request, reverse("catalogue:product", args=[product.public_id]))


@require_POST
def retirement(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take a product out of the catalogue, or put it back."""
    product = load_or_404(Product.objects.order_by(), public_id)
    active = request.POST.get("active") == "1"
    retire_product(actor_of(request), product, active=active)
    said = (
        _now("« %(label)s » est de nouveau au catalogue.")
        if active
        else _now("« %(label)s » est retiré du catalogue : ni devis ni commande ne le proposent plus.")
    )
    flash(request, said % {"label": product.label})
    return go(request, reverse("catalogue:product", args=[product.public_id]))
