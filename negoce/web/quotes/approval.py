"""Asking for a margin under the floor, and the manager's answer."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from negoce.kit.refusal import Refused
from negoce.negotiation.actions.quotes.approval import answer_approval, ask_approval
from negoce.negotiation.models import Quote
from negoce.negotiation.queries.quotes import current_version, lines_of, quotes_for_page
from negoce.ui.toasts import flash
from negoce.web.http import actor_of, load_or_404
from negoce.web.quotes.page import page_context


@require_POST
def approval(request: HttpRequest, public_id: str) -> HttpResponse:
    """Ask, with a reason."""
    actor = actor_of(request)
    quote = load_or_404(quotes_for_page(actor), public_id)
    reason = request.POST.get("reason", "")[:1_000]
    try:
        ask_approval(actor, quote, reason=reason)
    except Refused as refused:
        context = {"quote": quote, "reason": reason, "ask_error": refused.message}
        return render(request, "web/quotes/_ask.html", context, status=422)
    flash(request, _("L’accord est demandé."))
    return _to_page(quote)


@require_POST
def answer(request: HttpRequest, public_id: str) -> HttpResponse:
    """Allow or refuse, with a word."""
    actor = actor_of(request)
    quote = load_or_404(quotes_for_page(actor), public_id)
    comment = request.POST.get("comment", "")[:1_000]
    allow = request.POST.get("answer") == "allow"
    try:
        answer_approval(actor, quote, allow=allow, comment=comment, seen=request.POST.get("request", ""))
    except Refused as refused:
        version = current_version(quote)
        shown = page_context(actor, quote, version, lines_of(version))
        context = {**shown, "comment": comment, "answer_error": refused.message}
        return render(request, "web/quotes/_answer.html", context, status=422)
    flash(request, _("L’accord est donné.") if allow else _("Le devis repart en brouillon avec votre mot."))
    return _to_page(quote)


def _to_page(quote: Quote) -> HttpResponse:
    return HttpResponse(status=204, headers={"HX-Redirect": reverse("quotes:quote", args=[quote.public_id])})
