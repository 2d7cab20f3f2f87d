"""An accepted quote becomes an order: one press, with what the order needs besides."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from negoce.companies.rules.service_codes import usual_service
from negoce.identity.enums import Permission
from negoce.identity.permissions import require_any
from negoce.identity.rules.actor import Actor
from negoce.kit.dates import format_date
from negoce.kit.refusal import Refused
from negoce.negotiation.models import QuoteVersion
from negoce.orders.actions.order_from_quote import order_from_quote
from negoce.orders.models import Order
from negoce.orders.queries.order_warnings import order_warnings
from negoce.orders.queries.visible import seen_through
from negoce.orders.words import say
from negoce.ui.toasts import flash
from negoce.web.day_input import day_input
from negoce.web.dialogs import show_form, show_refusal
from negoce.web.http import actor_of, go, load_or_404
from negoce.web.orders.figures import language
from negoce.web.orders.public_buyer import public_buyer

_NO_FILL = {"autocomplete": "off"}


class FromQuoteForm(forms.Form):
    """What an order has that its quote had not."""

    ordered_on = forms.CharField(label=_("Commandée le"), required=False, widget=day_input())
    promised_on = forms.CharField(
        label=_("Promise pour le"),
        required=False,
        widget=day_input(),
        help_text=_("Vide : d’après le délai du devis."),
    )
    buyer_reference = forms.CharField(label=_("N° de commande du client"), required=False)
    commitment_number = forms.CharField(label=_("N° d’engagement"), required=False)
    service_code = forms.CharField(
        label=_("Code service"),
        required=False,
        widget=forms.TextInput(attrs={**_NO_FILL, "list": "services"}),
    )


@require_http_methods(["GET", "POST"])
def from_quote(request: HttpRequest, public_id: str) -> HttpResponse:
    """The dialog, and the order; an order that is there already is shown."""
    actor = actor_of(request)
    require_any(actor, Permission.CREATE, Permission.MANAGE_ORDERS)
    rows = QuoteVersion.objects.filter(seen_through(actor, "quote__company__"))
    version = load_or_404(rows.select_related("quote__company"), public_id)
    company = version.quote.company
    context = {
        "title": _now("Commande d’après le devis %(number)s") % {"number": version.quote.number},
        "url": reverse("orders:from_quote", args=[public_id]),
        "warnings": [say(each) for each in order_warnings(company)],
        **public_buyer(company),
    }
    if request.method != "POST":
        first = {
            "ordered_on": format_date(timezone.localdate(), language()),
            "buyer_reference": version.buyer_reference,
            "service_code": usual_service(company.buyer_type, company.service_codes),
        }
        return show_form(request, "orders/_from_quote", FromQuoteForm(initial=first), context)
    form = FromQuoteForm(request.POST)
    form.is_valid()
    try:
        made = order_from_quote(actor, version, values=form.cleaned_data)
    except Refused as refused:
        return show_refusal(request, "orders/_from_quote", form, refused, context)
    flash(request, _now("Commande %(reference)s créée.") % {"reference": made.reference})
    return go(request, reverse("orders:order", args=[made.public_id]))


def order_link(actor: Actor, version: QuoteVersion) -> Mapping[str, object] | None:
    """The order of an accepted version, or how to place it; None for who may not. One query."""
    known = Order.objects.filter(terms__quote_version=version).first()
    if known is not None:
        return {
            "is_new": False,
            "url": reverse("orders:order", args=[known.public_id]),
            "label": _now("Commande %(reference)s") % {"reference": known.reference},
        }
    if not (actor.may(Permission.CREATE) or actor.may(Permission.MANAGE_ORDERS)):
        return None
    url = reverse("orders:from_quote", args=[version.public_id])
    return {"is_new": True, "url": url, "label": _now("Créer la commande")}
