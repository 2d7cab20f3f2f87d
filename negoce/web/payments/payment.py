"""The page of a payment: what it settles, what is left of it, how it is taken back."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from negoce.billing.actions.payments.cancel import cancel_payment
from negoce.billing.actions.payments.settle import undo_settlement
from negoce.billing.models import Payment, Settlement
from negoce.billing.payment_words import METHODS, SOURCES
from negoce.billing.queries.payments.visible import visible_payments
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.kit.refusal import Refused
from negoce.ui.components.lists import fact
from negoce.ui.html import link
from negoce.ui.toasts import flash
from negoce.web.companies.record import company_url
from negoce.web.dialogs import show_form, show_refusal
from negoce.web.http import actor_of, go, load_or_404
from negoce.web.payments.figures import day, money
from negoce.web.payments.settlements import again_url


class ReasonForm(forms.Form):
    """Why a payment is cancelled."""

    reason = forms.CharField(label=_("Raison"))


@require_GET
def payment(request: HttpRequest, public_id: str) -> HttpResponse:
    """The payment and what it settled; 404 for who does not see its company."""
    actor = actor_of(request)
    row = load_or_404(visible_payments(actor).select_related("company", "recorded_by"), public_id)
    settlements = Settlement.objects.filter(payment=row).select_related("receivable").order_by("pk")
    may = actor.may(Permission.MANAGE_PAYMENTS) and row.cancelled_at is None
    left = row.amount - row.matched
    context = {
        "payment": row,
        "title": _now("Règlement de %(amount)s") % {"amount": money(row.amount, row.currency)},
        "company": row.company,
        "company_url": company_url(row.company),
        "facts": _facts(row),
        "settled": [
            {
                "reference": each.receivable.reference,
                "url": reverse("payments:receivable", args=[each.receivable.public_id]),
                "amount": money(each.amount, row.currency),
                "undo": reverse("payments:settlement_undo", args=[row.public_id, each.pk]) if may else "",
            }
            for each in settlements
        ],
        "left": money(left, row.currency) if left else "",
        "may": may,
    }
    return render(request, "web/payments/payment.html", context)


def _facts(row: Payment) -> list[object]:
    shown = [
        fact(_now("Client"), link(company_url(row.company), row.company.name)),
        fact(_now("Reçu le"), day(row.received_on)),
        fact(_now("Mode"), str(METHODS[row.method])),
        fact(_now("Référence"), row.reference),
        fact(_now("Origine"), str(SOURCES[row.source])),
    ]
    if row.recorded_by is not None:
        shown.append(fact(_now("Noté par"), str(row.recorded_by)))
    return list(shown)


@require_http_methods(["GET", "POST"])
def cancellation(request: HttpRequest, public_id: str) -> HttpResponse:
    """Cancel a payment, with its reason."""
    actor = actor_of(request)
    require(actor, Permission.MANAGE_PAYMENTS)
    row = load_or_404(visible_payments(actor), public_id)
    context = {
        "title": _now("Annuler ce règlement"),
        "url": reverse("payments:cancellation", args=[public_id]),
    }
    if request.method == "GET":
        return show_form(request, "payments/_reason", ReasonForm(), context)
    try:
        cancel_payment(actor, row, reason=request.POST.get("reason", ""))
    except Refused as refused:
        return show_refusal(request, "payments/_reason", ReasonForm(request.POST), refused, context)
    flash(request, _now("Règlement annulé : ce qu’il payait est dû de nouveau."))
    return go(request, reverse("payments:payment", args=[public_id]))


@require_POST
def settlement_undo(request: HttpRequest, public_id: str, key: int) -> HttpResponse:
    """Take back one document from what a payment settles."""
    actor = actor_of(request)
    row = load_or_404(visible_payments(actor), public_id)
    settlements = Settlement.objects.filter(pk=key, payment=row).select_related("receivable", "payment")
    settlement, again = settlements.first(), ""
    if settlement is not None:
        undo_settlement(actor, settlement)
        again = again_url(settlement.receivable, settlement, from_payment=True)
    flash(request, _now("Affectation défaite : ce document est dû de nouveau."), undo_url=again)
    return go(request, reverse("payments:payment", args=[public_id]))
