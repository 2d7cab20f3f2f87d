"""A credit note that waits is given to open invoices of its customer."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from negoce.billing.actions.payments.settle import use_credit
from negoce.billing.queries.payments.visible import visible_receivables
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.kit.refusal import Refused
from negoce.ui.toasts import flash
from negoce.web.contacts.deletion import go
from negoce.web.contacts.dialogs import show_form, show_refusal
from negoce.web.http import actor_of, load_or_404
from negoce.web.payments.figures import left_of, money
from negoce.web.payments.shares import read_shares, share_lines


class CreditForm(forms.Form):
    """What is left of a credit note, each document in a field of its own."""

    shares = forms.CharField(required=False, widget=forms.HiddenInput)


@require_http_methods(["GET", "POST"])
def credit_use(request: HttpRequest, public_id: str) -> HttpResponse:
    """The open invoices of the customer, filled oldest first, and the parts that are settled; 404 for an invoice."""
    actor = actor_of(request)
    require(actor, Permission.MANAGE_PAYMENTS)
    waiting = visible_receivables(actor).filter(amount__lt=0, is_open=True).select_related("company")
    credit = load_or_404(waiting, public_id)
    left = -left_of(credit)
    posted = request.POST.dict() if request.method == "POST" else None
    context = {
        "title": _("Utiliser %(amount)s d’avoir") % {"amount": money(left, credit.currency)},
        "url": reverse("payments:credit_use", args=[public_id]),
        "lines": share_lines(actor, credit.company, left, posted),
        "home": credit.company,
    }
    if posted is None:
        return show_form(request, "payments/_credit", CreditForm(), context)
    try:
        use_credit(actor, credit, shares=read_shares(actor, credit.company, posted))
    except Refused as refused:
        return show_refusal(request, "payments/_credit", CreditForm(request.POST), refused, context)
    flash(request, _("Avoir utilisé."))
    return go(request, reverse("payments:receivable", args=[public_id]))
