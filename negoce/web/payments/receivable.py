"""The page of an account's line: what settled it, what is left, late interest, disputes and promises."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from negoce.billing.actions.payments.discount_taken import discount_left, settle_by_discount
from negoce.billing.actions.payments.follow_up import record_dispute, record_promise
from negoce.billing.models import Receivable, Settlement
from negoce.billing.payment_words import KINDS
from negoce.billing.queries.payments.difference import difference_fault
from negoce.billing.queries.payments.interest import interest_of
from negoce.billing.queries.payments.settled import settlements_of
from negoce.billing.queries.payments.visible import visible_receivables
from negoce.billing.words import MESSAGES as BILLING_MESSAGES
from negoce.catalogue.rules.early_payment import EarlyPayment
from negoce.catalogue.term_words import percent_words
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.explain import Explanation
from negoce.kit.money import format_percent
from negoce.kit.refusal import Refused
from negoce.ui.components.lists import fact
from negoce.ui.html import chip, link
from negoce.ui.toasts import flash
from negoce.ui.words.say import reader_language, say
from negoce.web.companies.record import company_url
from negoce.web.dialogs import show_form, show_refusal
from negoce.web.http import actor_of, go, load_or_404
from negoce.web.payments.figures import day, lateness, left_of, money
from negoce.web.payments.follow_up_forms import DisputeForm, PromiseForm


@require_GET
def receivable(request: HttpRequest, public_id: str) -> HttpResponse:
    """What is known of a debt; 404 for who does not see its company."""
    actor = actor_of(request)
    row = load_or_404(visible_receivables(actor).select_related("company", "document"), public_id)
    today = timezone.localdate()
    interest = interest_of(row, today) if row.is_open else None
    may = actor.may(Permission.MANAGE_PAYMENTS)
    context = {
        "row": row,
        "title": f"{KINDS[row.kind]} {row.reference}",
        "chip": _state(row),
        "company": row.company,
        "company_url": company_url(row.company),
        "left": money(left_of(row), row.currency),
        "late": lateness(row.due_on, today) if row.is_open and row.amount > 0 else "",
        "facts": _facts(row),
        "settled": [_settled(row, each, may=may) for each in settlements_of(row)],
        "interest": None
        if interest is None or not interest.value.total
        else {
            "interest": money(interest.value.interest),
            "fee": money(interest.value.recovery_fee),
            "total": money(interest.value.total),
            "steps": [say(Explanation(step.code, step.figures), BILLING_MESSAGES) for step in interest.steps],
        },
        "may": may and row.is_open,
        "may_use": may and row.is_open and row.amount < 0,
        "difference": may and row.is_open and row.settled > 0 and difference_fault(row, today) is None,
        "discount": _discount(actor, row),
        "may_follow": actor.may(Permission.EDIT) and row.is_open,
    }
    return render(request, "web/payments/receivable.html", context)


def _settled(row: Receivable, settlement: Settlement, *, may: bool) -> dict[str, object]:
    undo = reverse("payments:settlement_back", args=[row.public_id, settlement.pk])
    return {
        **_other_side(row, settlement),
        "day": day(settlement.settled_on),
        "amount": money(settlement.amount, row.currency),
        "undo": undo if may else "",
    }


def _other_side(row: Receivable, settlement: Settlement) -> dict[str, str]:
    """What settled the row, or what the row settled as a credit note, with its page."""
    if settlement.difference:
        return {"what": _now("Écart de règlement"), "url": "", "why": settlement.difference}
    if settlement.payment is not None:
        url = reverse("payments:payment", args=[settlement.payment.public_id])
        return {"what": _now("Règlement"), "url": url, "why": ""}
    other = settlement.receivable if settlement.credit_id == row.pk else settlement.credit
    assert other is not None  # what is no difference has a payment or a credit note
    url = reverse("payments:receivable", args=[other.public_id])
    return {"what": f"{KINDS[other.kind]} {other.reference}", "url": url, "why": ""}


@require_http_methods(["GET", "POST"])
def promise(request: HttpRequest, public_id: str) -> HttpResponse:
    """The day by which the customer said they would pay."""
    actor = actor_of(request)
    require(actor, Permission.EDIT)
    row = load_or_404(visible_receivables(actor), public_id)
    context = {
        "title": _now("Règlement promis"),
        "url": reverse("payments:promise", args=[public_id]),
    }
    if request.method == "GET":
        first = {"promised_on": row.promised_on.strftime("%d/%m/%Y") if row.promised_on else ""}
        return show_form(request, "payments/_promise", PromiseForm(initial=first), context)
    try:
        record_promise(actor, row, promised_on=request.POST.get("promised_on", ""))
    except Refused as refused:
        return show_refusal(request, "payments/_promise", PromiseForm(request.POST), refused, context)
    flash(request, _now("Promesse notée : pas de relance avant ce jour."))
    return go(request, reverse("payments:receivable", args=[public_id]))


@require_http_methods(["GET", "POST"])
def dispute(request: HttpRequest, public_id: str) -> HttpResponse:
    """What the customer contests; empty ends the dispute."""
    actor = actor_of(request)
    require(actor, Permission.EDIT)
    row = load_or_404(visible_receivables(actor), public_id)
    context = {"title": _now("Litige"), "url": reverse("payments:dispute", args=[public_id])}
    if request.method == "GET":
        return show_form(
            request, "payments/_dispute", DisputeForm(initial={"reason": row.dispute_reason}), context
        )
    try:
        record_dispute(actor, row, reason=request.POST.get("reason", ""))
    except Refused as refused:
        return show_refusal(request, "payments/_dispute", DisputeForm(request.POST), refused, context)
    flash(request, _now("Litige noté."))
    return go(request, reverse("payments:receivable", args=[public_id]))


@require_POST
def discount(request: HttpRequest, public_id: str) -> HttpResponse:
    """What is left was the discount for paying early: settle it by a credit note."""
    actor = actor_of(request)
    row = load_or_404(visible_receivables(actor), public_id)
    try:
        credit = settle_by_discount(actor, row)
    except Refused as refused:
        flash(request, refused.message, tone="bad")
    else:
        flash(request, _now("Avoir d’escompte %(number)s émis.") % {"number": credit.number})
    return go(request, reverse("payments:receivable", args=[public_id]))


def _discount(actor: Actor, row: Receivable) -> str:
    """« 2,00 % », for who may settle it; empty when what is left cannot be a discount."""
    share = discount_left(row)
    may = actor.may(Permission.MANAGE_PAYMENTS) and actor.may(Permission.ISSUE_INVOICES)
    return format_percent(share, reader_language(), 2) if may and share is not None else ""


def _offered(row: Receivable, early: EarlyPayment) -> str:
    """« 2 % jusqu’au 30/11/2026, soit 24,00 € »."""
    return _now("%(percent)s jusqu’au %(day)s, soit %(amount)s") % {
        "percent": percent_words(early.percent, reader_language()),
        "day": day(early.last_day(row.issued_on)),
        "amount": money(early.amount_of(row.amount), row.currency),
    }


def _state(row: Receivable) -> object:
    if not row.is_open:
        return chip(_now("Soldée"), tone="good")
    if row.disputed_at is not None:
        return chip(_now("En litige"), tone="warn")
    late = row.due_on is not None and row.due_on < timezone.localdate() and row.amount > 0
    return chip(_now("En retard"), tone="bad") if late else chip(_now("À régler"), tone="info")


def _facts(row: Receivable) -> list[object]:
    shown = [
        fact(_now("Client"), link(company_url(row.company), row.company.name)),
        fact(_now("Émise le"), day(row.issued_on)),
        fact(_now("Échéance"), day(row.due_on)),
        fact(_now("Montant TTC"), money(row.amount, row.currency)),
        fact(_now("Réglé"), money(row.settled, row.currency)),
    ]
    early = row.document.early if row.document is not None and row.amount > 0 else None
    if early is not None:
        shown.append(fact(_now("Escompte"), _offered(row, early)))
    if row.promised_on is not None:
        shown.append(fact(_now("Promis pour le"), day(row.promised_on)))
    if row.dispute_reason:
        shown.append(fact(_now("Litige"), row.dispute_reason))
    if row.reminder_step:
        said = _now("n° %(step)s, le %(day)s") % {"step": row.reminder_step, "day": day(row.reminded_on)}
        shown.append(fact(_now("Dernière relance"), said))
    return list(shown)
