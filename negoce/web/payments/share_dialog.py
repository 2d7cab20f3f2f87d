"""The dialog that gives what is left of a payment or of a credit note to open documents of its customer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from negoce.billing.actions.payments.settle import settle, use_credit
from negoce.billing.queries.payments.visible import visible_payments, visible_receivables
from negoce.companies.models import Company
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.kit.refusal import Refused
from negoce.ui.toasts import flash
from negoce.web.dialogs import show_form, show_refusal
from negoce.web.http import actor_of, go, load_or_404
from negoce.web.payments.figures import left_of, money
from negoce.web.payments.shares import read_shares, share_lines

_TEMPLATE = "payments/_share_out"


class SharesForm(forms.Form):
    """What is left is given to documents, each in a field of its own."""

    shares = forms.CharField(required=False, widget=forms.HiddenInput)


@dataclass(frozen=True, slots=True)
class ShareOut:
    """What is given out: `left` to documents of `company` by `give`, from the page `back`.

    `nothing` is said when no document is open, `done` once it is given.
    """

    company: Company
    left: Decimal
    give: Callable[[Mapping[int, Decimal]], None]
    back: str
    title: str
    nothing: str
    done: str


@require_http_methods(["GET", "POST"])
def matching(request: HttpRequest, public_id: str) -> HttpResponse:
    """Give what is left of a payment to open documents."""
    actor = actor_of(request)
    require(actor, Permission.MANAGE_PAYMENTS)
    row = load_or_404(visible_payments(actor).select_related("company"), public_id)
    left = row.amount - row.matched
    return _share_out(
        request,
        ShareOut(
            company=row.company,
            left=left,
            give=lambda shares: settle(actor, row, shares=shares),
            back=reverse("payments:payment", args=[public_id]),
            title=_("Affecter %(amount)s") % {"amount": money(left, row.currency)},
            nothing=_("Aucun document ouvert de ce client : le règlement attendra d’être affecté."),
            done=_("Règlement affecté."),
        ),
    )


@require_http_methods(["GET", "POST"])
def credit_use(request: HttpRequest, public_id: str) -> HttpResponse:
    """Give what is left of a credit note to open invoices; 404 for an invoice."""
    actor = actor_of(request)
    require(actor, Permission.MANAGE_PAYMENTS)
    waiting = visible_receivables(actor).filter(amount__lt=0, is_open=True).select_related("company")
    credit = load_or_404(waiting, public_id)
    left = -left_of(credit)
    return _share_out(
        request,
        ShareOut(
            company=credit.company,
            left=left,
            give=lambda shares: use_credit(actor, credit, shares=shares),
            back=reverse("payments:receivable", args=[public_id]),
            title=_("Utiliser %(amount)s d’avoir") % {"amount": money(left, credit.currency)},
            nothing=_("Aucune facture ouverte de ce client : l’avoir attendra la prochaine."),
            done=_("Avoir utilisé."),
        ),
    )


def _share_out(request: HttpRequest, what: ShareOut) -> HttpResponse:
    """The open documents of the customer, filled oldest first, and the parts that are settled."""
    actor = actor_of(request)
    posted = request.POST.dict() if request.method == "POST" else None
    context = {
        "title": what.title,
        "url": request.path,
        "lines": share_lines(actor, what.company, what.left, posted),
        "nothing": what.nothing,
        "home": what.company,
    }
    if posted is None:
        return show_form(request, _TEMPLATE, SharesForm(), context)
    try:
        what.give(read_shares(actor, what.company, posted))
    except Refused as refused:
        return show_refusal(request, _TEMPLATE, SharesForm(request.POST), refused, context)
    flash(request, what.done)
    return go(request, what.back)
