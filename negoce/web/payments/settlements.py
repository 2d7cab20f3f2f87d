"""What settled a document, on its page: a small rest is written off, a settlement is taken back, and put again."""

from __future__ import annotations

from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from negoce.billing.actions.payments.settle import settle, undo_settlement, use_credit
from negoce.billing.actions.payments.write_off import write_off
from negoce.billing.models import Receivable, Settlement
from negoce.billing.payment_words import say_payment
from negoce.billing.queries.payments.difference import difference_ceiling
from negoce.billing.queries.payments.settled import settlements_of
from negoce.billing.queries.payments.visible import visible_payments, visible_receivables
from negoce.billing.rules.payment_values import clean_money
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused
from negoce.ui.toasts import flash
from negoce.web.dialogs import show_form, show_refusal
from negoce.web.http import actor_of, go, load_or_404
from negoce.web.payments.figures import left_of, money

_TEMPLATE = "payments/_difference"


class DifferenceForm(forms.Form):
    """Where a small rest comes from."""

    reason = forms.CharField(
        label=_("D’où vient cet écart ?"),
        max_length=200,
        help_text=_("Arrondi du virement, frais retenus par la banque étrangère…"),
    )


@require_http_methods(["GET", "POST"])
def difference(request: HttpRequest, public_id: str) -> HttpResponse:
    """Write off what is left of an invoice, with its reason."""
    actor = actor_of(request)
    require(actor, Permission.MANAGE_PAYMENTS)
    row = load_or_404(visible_receivables(actor), public_id)
    context = {
        "title": _now("Solder l’écart de %(left)s") % {"left": money(left_of(row), row.currency)},
        "url": reverse("payments:difference", args=[public_id]),
        "ceiling": money(difference_ceiling(timezone.localdate())),
    }
    if request.method == "GET":
        return show_form(request, _TEMPLATE, DifferenceForm(), context)
    try:
        made = write_off(actor, row, reason=request.POST.get("reason", ""))
    except Refused as refused:
        return show_refusal(request, _TEMPLATE, DifferenceForm(request.POST), refused, context)
    undo = reverse("payments:settlement_back", args=[public_id, made.pk])
    flash(request, _now("Écart de %(left)s soldé.") % {"left": money(made.amount)}, undo_url=undo)
    return go(request, reverse("payments:receivable", args=[public_id]))


@require_POST
def back(request: HttpRequest, public_id: str, key: int) -> HttpResponse:
    """Take back what settled a document, or what a credit note settled; the notice puts it again."""
    actor = actor_of(request)
    require(actor, Permission.MANAGE_PAYMENTS)
    row = load_or_404(visible_receivables(actor), public_id)
    settlement = next((each for each in settlements_of(row) if each.pk == key), None)
    if settlement is None:
        flash(request, _now("Cette affectation n’existe plus. Rien n’a été changé."), tone="bad")
    else:
        undo_settlement(actor, settlement)
        words = _now("%(amount)s repris : %(reference)s est à régler de nouveau.") % {
            "amount": money(settlement.amount, row.currency),
            "reference": settlement.receivable.reference,
        }
        flash(request, words, undo_url=again_url(row, settlement))
    return go(request, reverse("payments:receivable", args=[public_id]))


def again_url(row: Receivable, settlement: Settlement, *, from_payment: bool = False) -> str:
    """The address that settles the same once more, and comes back to the page of the row, or of the payment."""
    asked = {"of": settlement.receivable.public_id, "amount": str(settlement.amount)}
    if settlement.difference:
        asked["difference"] = settlement.difference
    elif settlement.payment is not None:
        asked["payment"] = settlement.payment.public_id
        asked |= {"page": "payment"} if from_payment else {}
    elif settlement.credit is not None:
        asked["credit"] = settlement.credit.public_id
    return f"{reverse('payments:settlement_again', args=[row.public_id])}?{urlencode(asked)}"


@require_POST
def again(request: HttpRequest, public_id: str) -> HttpResponse:
    """Settle again what was just taken back, by the same actions and their checks."""
    actor = actor_of(request)
    require(actor, Permission.MANAGE_PAYMENTS)
    load_or_404(visible_receivables(actor), public_id)
    try:
        _settle_again(actor, request)
    except Refused as refused:
        flash(request, refused.message, tone="bad")
    else:
        flash(request, _now("Affectation remise."))
    if request.GET.get("page") == "payment":
        return go(request, reverse("payments:payment", args=[request.GET.get("payment", "")]))
    return go(request, reverse("payments:receivable", args=[public_id]))


def _settle_again(actor: Actor, request: HttpRequest) -> None:
    row = load_or_404(visible_receivables(actor), request.GET.get("of", ""))
    if "difference" in request.GET:
        write_off(actor, row, reason=request.GET["difference"])
        return
    amount, finding = clean_money(request.GET.get("amount", ""), ".")
    if amount is None:
        raise Refused(say_payment(finding) if finding is not None else "")
    shares = {row.pk: amount}
    if "payment" in request.GET:
        settle(actor, load_or_404(visible_payments(actor), request.GET["payment"]), shares=shares)
        return
    credits_seen = visible_receivables(actor).filter(amount__lt=0)
    use_credit(actor, load_or_404(credits_seen, request.GET.get("credit", "")), shares=shares)
