"""« Financement » on the page of a deal and of a quote: the ways ranked, and the way to the whole comparison."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from negoce.identity.rules.actor import Actor
from negoce.negotiation.models import Quote, QuoteVersion
from negoce.web.deals.panel_types import BARGAINING, DealPanel, DealRecord
from negoce.web.financing.homes import deal_home, load_home, quote_home
from negoce.web.financing.shown import financing_context
from negoce.web.http import actor_of


def _read(record: DealRecord) -> Mapping[str, object] | None:
    home = deal_home(record.actor, record.deal, list(record.quotes))
    if home.row is None and not home.may_edit:
        return None
    return financing_context(home)


def quote_financing(actor: Actor, quote: Quote, version: QuoteVersion) -> Mapping[str, object]:
    """What the card of a quote shows; `financing` None: nothing was kept, and nothing may be any more."""
    home = quote_home(actor, quote, version)
    if home.row is None and not home.may_edit:
        return {"financing": None}
    return {"financing": {**financing_context(home), "card_url": home.url("card")}}


@require_GET
def card(request: HttpRequest, quote_id: str) -> HttpResponse:
    """The card of a quote alone, after a change."""
    home = load_home(actor_of(request), quote_id=quote_id)
    context = {**financing_context(home), "card_url": home.url("card")}
    return render(request, "web/financing/_card.html", {"financing": context})


FINANCING = DealPanel(
    "financing", _("Financement"), "web/financing/_panel.html", _read, queries_max=3, tab=BARGAINING
)
