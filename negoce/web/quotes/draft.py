"""A draft as it is typed: priced and added up at each pause, stored as a whole."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Conflict, Refused
from negoce.negotiation.actions.quotes.close import close_quote
from negoce.negotiation.actions.quotes.save import save_quote
from negoce.negotiation.models import Quote
from negoce.negotiation.queries.quote_entry import read_entry
from negoce.negotiation.queries.quotes import quotes_for_page
from negoce.ui.toasts import flash
from negoce.web.http import actor_of, load_or_404, seen_revision
from negoce.web.quotes.conflict import conflict_context
from negoce.web.quotes.form import (
    QuoteForm,
    chosen_links,
    entry_rows,
    form_context,
    posted_form,
    without_empty,
)
from negoce.web.quotes.totals import totals_context


@require_POST
def preview(request: HttpRequest, public_id: str) -> HttpResponse:
    """What the posted lines come to; nothing is stored. For who may write quotes: others have nothing to type."""
    actor = actor_of(request)
    require(actor, Permission.EDIT)
    quote = load_or_404(quotes_for_page(actor), public_id)
    form = posted_form(request.POST)
    entry = read_entry(quote.company, form.typed, day=timezone.localdate())
    context = {"quote": quote, "rows": entry_rows(actor, entry), **totals_context(actor, entry)}
    return render(request, "web/quotes/_preview.html", context)


@require_POST
def draft(request: HttpRequest, public_id: str) -> HttpResponse:
    """Store the draft; `then` goes on with what the button said."""
    actor = actor_of(request)
    quote = load_or_404(quotes_for_page(actor), public_id)
    form = posted_form(request.POST)
    try:
        saved = _save(actor, quote, form)
    except Refused as refused:
        return _again(request, actor, quote, form, refused)
    then = request.POST.get("then", "")
    url = reverse("quotes:quote", args=[quote.public_id])
    if then == "close":
        return _close(request, actor, saved, url)
    if then == "ask":
        return HttpResponse(status=204, headers={"HX-Redirect": f"{url}?ask=1"})
    flash(request, _("%(number)s est enregistré.") % {"number": quote.number})
    return HttpResponse(status=204, headers={"HX-Redirect": url})


def _save(actor: Actor, quote: Quote, form: QuoteForm) -> Quote:
    links = chosen_links(actor, quote, form)
    revision = seen_revision(form.revision)
    return save_quote(actor, quote, revision=revision, typed=form.typed, **links)  # type: ignore[arg-type]


def _close(request: HttpRequest, actor: Actor, saved: Quote, url: str) -> HttpResponse:
    """The draft is stored; what keeps it from being offered is said on its page."""
    try:
        close_quote(actor, saved)
    except Refused as refused:
        flash(request, refused.message, tone="bad")
    else:
        flash(request, _("%(number)s est prêt à envoyer.") % {"number": saved.number})
    return HttpResponse(status=204, headers={"HX-Redirect": url})


def _again(
    request: HttpRequest, actor: Actor, quote: Quote, form: QuoteForm, refused: Refused
) -> HttpResponse:
    """The form with everything that was typed, and what is wrong with it or what somebody else stored."""
    context = {**form_context(actor, quote, form), "refused": refused.message, "conflict": False}
    if not isinstance(refused, Conflict):
        return render(request, "web/quotes/_form.html", context, status=422)
    stored = load_or_404(quotes_for_page(actor), quote.public_id)
    entry = read_entry(quote.company, without_empty(form.typed), day=timezone.localdate())
    context |= conflict_context(stored, form, entry, context)
    return render(request, "web/quotes/_form.html", context, status=409)
