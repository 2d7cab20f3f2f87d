"""Noting a payment: from whom, how much, when, and which invoices it pays."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from negoce.billing.actions.payments.record import record_payment
from negoce.billing.enums import PaymentMethod
from negoce.billing.payment_words import METHODS
from negoce.billing.rules.payment_values import FIELDS, clean_money
from negoce.companies.models import Company
from negoce.companies.queries.visible import visible_companies
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.numbers import mark_of
from negoce.kit.public_id import new_public_id
from negoce.kit.refusal import Refused
from negoce.ui.components.forms import offer
from negoce.ui.toasts import flash
from negoce.web.contacts.company_choice import choices_context, chosen_company, required_company
from negoce.web.contacts.forms import search_company
from negoce.web.day_input import day_input
from negoce.web.dialogs import show_form, show_refusal
from negoce.web.http import actor_of, go
from negoce.web.payments.shares import PREFIX, read_shares, share_lines

_TEMPLATE = "payments/_new"


class PaymentForm(forms.Form):
    """What is asked of a payment. Values are checked by the action; this form only shows them."""

    company_name = forms.CharField(label=_("Client"))
    amount = forms.CharField(label=_("Montant"))
    received_on = forms.CharField(label=_("Reçu le"), widget=day_input())
    method = forms.ChoiceField(label=_("Mode"))
    reference = forms.CharField(label=_("Référence"), required=False)
    shares = forms.CharField(required=False, widget=forms.HiddenInput)
    # Names this form: pressed twice, it notes one payment.
    key = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        offer(self, "method", list(METHODS.items()))
        search_company(self.fields["company_name"], reverse("contacts:companies"))
        self.fields["amount"].help_text = _("Un montant négatif est un remboursement.")
        self.fields["amount"].widget.attrs |= {
            "inputmode": "decimal",
            "autocomplete": "off",
            "hx-get": reverse("payments:shares"),
            # The customer may be named after the amount: its documents are proposed then too.
            "hx-trigger": "change, change from:#company-choices, htmx:afterSwap from:#company-choices",
            "hx-include": "closest form",
            "hx-target": "#payment-shares",
            "hx-select": "unset",  # the form's own would keep nothing of this answer
            "hx-swap": "outerHTML",
        }


@require_http_methods(["GET", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    """The form, and the record."""
    actor = actor_of(request)
    require(actor, Permission.MANAGE_PAYMENTS)
    if request.method == "POST":
        return _create(request, actor)
    home = visible_companies(actor).filter(public_id=request.GET.get("company", "")).first()
    initial = {
        "company_name": home.name if home else "",
        "received_on": timezone.localdate().strftime("%d/%m/%Y"),
        "method": PaymentMethod.TRANSFER.value,
        "key": new_public_id(),
    }
    return show_form(request, _TEMPLATE, PaymentForm(initial=initial), _context(actor, {}, home))


@require_GET
def shares(request: HttpRequest) -> HttpResponse:
    """The open documents of the chosen customer, filled with the amount that is typed."""
    actor = actor_of(request)
    require(actor, Permission.MANAGE_PAYMENTS)
    try:
        home = chosen_company(actor, request.GET)
    except Refused:
        home = None
    return render(request, "web/payments/_shares.html", _lines(actor, home, request.GET.get("amount", "")))


def _create(request: HttpRequest, actor: Actor) -> HttpResponse:
    posted, home = request.POST, None
    try:
        home = required_company(actor, posted)
        values = {name: posted.get(name, "") for name in FIELDS}
        parts = read_shares(actor, home, posted.dict())
        payment = record_payment(actor, home, values=values, shares=parts, key=posted.get("key", "")[:40])
    except Refused as refused:
        context = _context(actor, posted.dict(), home)
        names = {"company": "company_name"}
        return show_refusal(request, _TEMPLATE, PaymentForm(posted), refused, context, names)
    flash(request, _now("Règlement noté."))
    return go(request, reverse("payments:payment", args=[payment.public_id]))


def _context(actor: Actor, typed: Mapping[str, str], home: Company | None) -> Mapping[str, object]:
    name = typed.get("company_name", "")[:200]
    told = any(each.startswith(PREFIX) for each in typed)
    lines = _lines(actor, home, typed.get("amount", ""), typed if told else None)
    return {
        "title": _now("Noter un règlement"),
        "url": reverse("payments:create"),
        **choices_context(actor, "" if home else name, chosen=home),
        **lines,
    }


def _lines(
    actor: Actor, home: Company | None, amount: str, typed: Mapping[str, str] | None = None
) -> Mapping[str, object]:
    if home is None:
        return {"lines": (), "home": None}
    value, _finding = clean_money(amount, mark_of(actor.language))
    return {"lines": share_lines(actor, home, value, typed), "home": home}
