"""From an order to its invoice or its deposit invoice."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from negoce.billing.actions.draft_deposit import draft_deposit
from negoce.billing.actions.draft_order import draft_from_order, draft_of_order
from negoce.billing.models import FiscalDocument
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.money import format_money
from negoce.kit.numbers import mark_of, parse_decimal
from negoce.kit.refusal import Refused
from negoce.orders.models import OrderTerms
from negoce.orders.queries.visible import visible_orders
from negoce.ui.toasts import flash
from negoce.web.dialogs import show_form, show_refusal
from negoce.web.http import actor_of, go, load_or_404
from negoce.web.orders.figures import language

_TEMPLATE = "billing/_deposit"


class DepositForm(forms.Form):
    """How much is asked before delivery: a share or an amount."""

    percent = forms.CharField(label=_("Part de la commande (%)"))
    incl_vat = forms.CharField(label=_("ou montant TTC"), required=False)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        for field in self.fields.values():
            field.widget.attrs |= {"inputmode": "decimal", "autocomplete": "off"}


@require_POST
def invoice(request: HttpRequest, public_id: str) -> HttpResponse:
    """Begin the invoice of what an order delivered; of all that is left when nothing was delivered at all."""
    actor = actor_of(request)
    require(actor, Permission.ISSUE_INVOICES)
    order = _handled(actor, public_id)
    return _begun(request, public_id, draft_of_order, order)


@require_http_methods(["GET", "POST"])
def ahead(request: HttpRequest, public_id: str) -> HttpResponse:
    """Ask whether to invoice the rest of an order before it leaves, and begin that invoice."""
    actor = actor_of(request)
    require(actor, Permission.ISSUE_INVOICES)
    order = _handled(actor, public_id)
    if request.method == "POST":
        return _begun(request, public_id, draft_from_order, order)
    context = {
        "title": _now("Facturer avant livraison"),
        "url": reverse("billing:ahead", args=[public_id]),
        "deposit_url": reverse("billing:deposit", args=[public_id]),
        "reference": order.order.reference,
    }
    return show_form(request, "billing/_ahead", forms.Form(), context)


@require_http_methods(["GET", "POST"])
def deposit(request: HttpRequest, public_id: str) -> HttpResponse:
    """The form, and the draft of the deposit invoice."""
    actor = actor_of(request)
    require(actor, Permission.ISSUE_INVOICES)
    order = _handled(actor, public_id)
    context = {
        "title": _now("Acompte sur la commande %(reference)s") % {"reference": order.order.reference},
        "url": reverse("billing:deposit", args=[public_id]),
        "whole": format_money(order.incl_vat, language(), order.currency),
    }
    if request.method != "POST":
        return show_form(request, _TEMPLATE, DepositForm(initial={"percent": "30"}), context)
    posted = request.POST
    try:
        given = {name: _number(posted.get(name, ""), name) for name in ("percent", "incl_vat")}
        made = draft_deposit(actor, order, **given)
    except Refused as refused:
        return show_refusal(request, _TEMPLATE, DepositForm(posted), refused, context)
    return go(request, reverse("billing:document", args=[made.public_id]))


def _begun(
    request: HttpRequest,
    public_id: str,
    draft: Callable[[Actor, OrderTerms], FiscalDocument],
    order: OrderTerms,
) -> HttpResponse:
    try:
        made = draft(actor_of(request), order)
    except Refused as refused:
        flash(request, refused.message, tone="bad")
        return go(request, reverse("orders:order", args=[public_id]))
    return go(request, reverse("billing:document", args=[made.public_id]))


def _handled(actor: Actor, public_id: str) -> OrderTerms:
    order = load_or_404(visible_orders(actor).filter(terms__isnull=False), public_id)
    return OrderTerms.objects.select_related("order__company").get(pk=order.pk)


def _number(text: str, name: str) -> Decimal | None:
    if not text.strip():
        return None
    # People type the sign too.
    parsed = parse_decimal(text[:40].strip().removesuffix("%").removesuffix("€"), mark_of(language()))
    if parsed.value is None:
        words = _now("Écrivez un nombre, par exemple 30.")
        raise Refused(words, fields={name: [words]})
    return parsed.value
