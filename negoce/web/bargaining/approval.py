"""An approval for a price below the floor, asked and answered from the page of a deal, on the quote that carries it."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.kit.refusal import Conflict, Refused
from negoce.negotiation.actions.quotes.approval import answer_approval, ask_approval
from negoce.negotiation.models import Quote
from negoce.negotiation.queries.bargaining.approvals import deal_approval
from negoce.web.bargaining.approvals import request_line, standing
from negoce.web.deals.deal import load_deal
from negoce.web.deals.panel_types import DealRecord
from negoce.web.dialogs import done, show_form, show_refusal
from negoce.web.http import actor_of, seen_revision

_ASK, _ANSWER = "bargaining/_approval_ask", "bargaining/_approval_answer"
_CHANGED = ("approvals", "quotes", "before-signing", "signing", "journal")


class AskForm(forms.Form):
    """Why so low a price."""

    reason = forms.CharField(
        label=_("Pourquoi cette marge ? Le responsable le lira."),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class AnswerForm(forms.Form):
    """A word with the answer."""

    comment = forms.CharField(
        label=_("Commentaire"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, public_id: str) -> HttpResponse:
    """Ask about the quote that stands, as it was looked at."""
    actor = actor_of(request)
    record = DealRecord(actor, load_deal(actor, public_id))
    require(actor, Permission.EDIT)
    found = deal_approval(record.quotes, timezone.localdate())
    quote = found.quote if found.may_be_asked else None
    context = {
        "title": _now("Demander un accord sous le plancher"),
        "url": request.path,
        "quote": quote,
        "revision": quote.revision if quote is not None else 0,
        **standing(actor, found),
    }
    if request.method == "GET":
        return show_form(request, _ASK, AskForm(), context)
    try:
        _check_same(found.quote, request.POST.get("quote", ""))
        revision = seen_revision(request.POST.get("revision", ""))
        ask_approval(actor, found.quote, reason=request.POST.get("reason", "")[:1_000], revision=revision)  # type: ignore[arg-type]  # checked above
    except Refused as refused:
        return show_refusal(request, _ASK, AskForm(request.POST), refused, context)
    return done(_now("L’accord est demandé."), _CHANGED)


@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, public_id: str) -> HttpResponse:
    """Allow or refuse what waits, with a word."""
    actor = actor_of(request)
    record = DealRecord(actor, load_deal(actor, public_id))
    require(actor, Permission.APPROVE_QUOTES)
    found = deal_approval(record.quotes, timezone.localdate())
    context = {
        "title": _now("Répondre à la demande d’accord"),
        "url": request.path,
        "quote": found.quote if found.waiting is not None else None,
        "asked": request_line(actor, found.waiting) if found.waiting is not None else None,
        "request_id": found.waiting.public_id if found.waiting is not None else "",
        **standing(actor, found),
    }
    if request.method == "GET":
        return show_form(request, _ANSWER, AnswerForm(), context)
    allow = request.POST.get("answer") == "allow"
    comment = request.POST.get("comment", "")[:1_000]
    try:
        _check_same(found.quote, request.POST.get("quote", ""))
        seen = request.POST.get("request", "")
        answer_approval(actor, found.quote, allow=allow, comment=comment, seen=seen)  # type: ignore[arg-type]  # checked above
    except Refused as refused:
        if not isinstance(refused, Conflict):
            # Still the request that was read: another one is told of, not answered unseen.
            context["request_id"] = request.POST.get("request", "")
        return show_refusal(request, _ANSWER, AnswerForm(request.POST), refused, context)
    told = _now("L’accord est donné.") if allow else _now("Le devis repart en brouillon avec votre mot.")
    return done(told, _CHANGED)


def _check_same(quote: Quote | None, seen: str) -> None:
    """Refuse when another quote carries the price by now."""
    if quote is None or quote.public_id != seen:
        raise Conflict(
            _now("Un autre devis porte le prix depuis. Rien n’a été fait : fermez, puis regardez-le."),
            field="quote",
            current=quote.number if quote is not None else None,
        )
