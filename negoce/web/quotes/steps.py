"""Moves of a quote that take one press: finished, taken back, a new version, a copy."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from negoce.identity.enums import FieldGroup
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused
from negoce.negotiation.actions.quotes.close import close_quote, reopen_quote
from negoce.negotiation.actions.quotes.versions import duplicate_quote, new_version
from negoce.negotiation.models import Quote
from negoce.negotiation.queries.quotes import quotes_for_page
from negoce.ui.toasts import flash, toast
from negoce.web.http import actor_of, load_or_404


@require_POST
def closing(request: HttpRequest, public_id: str) -> HttpResponse:
    """The draft becomes an offer, dated today."""
    return step(request, public_id, close_quote, _("Le devis est prêt à envoyer."))


@require_POST
def reopening(request: HttpRequest, public_id: str) -> HttpResponse:
    """Back to a draft, as long as nothing was sent."""
    return step(request, public_id, reopen_quote, _("Le devis est de nouveau un brouillon."))


@require_POST
def versions(request: HttpRequest, public_id: str) -> HttpResponse:
    """The next version, from what was offered."""
    return step(request, public_id, new_version, _("Nouvelle version : modifiez-la, puis envoyez-la."))


@require_POST
def copy(request: HttpRequest, public_id: str) -> HttpResponse:
    """A new quote like this one."""
    words = _("Voici la copie, aux mêmes prix.")
    if actor_of(request).may_read(FieldGroup.MARGIN):
        words = _("Voici la copie : mêmes prix, coûts du catalogue d’aujourd’hui. Relisez la marge.")
    return step(request, public_id, duplicate_quote, words)


def step(
    request: HttpRequest, public_id: str, action: Callable[[Actor, Quote], Quote], words: str
) -> HttpResponse:
    """Do it, and show the page of the quote that comes of it; a refusal is told where one stands."""
    actor = actor_of(request)
    quote = load_or_404(quotes_for_page(actor), public_id)
    try:
        done = action(actor, quote)
    except Refused as refused:
        answer = HttpResponse(status=422)
        answer.headers["HX-Reswap"] = "none"
        toast(answer, refused.message, tone="bad")
        return answer
    flash(request, words)
    return HttpResponse(status=204, headers={"HX-Redirect": reverse("quotes:quote", args=[done.public_id])})
