"""A deal whose customer accepted a quote while others are open: its page proposes to close it as won."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from negoce.kit.refusal import Refused
from negoce.negotiation.actions.deals.win import win_deal
from negoce.ui.toasts import flash
from negoce.web.deals.deal import load_deal
from negoce.web.http import actor_of, go


@require_POST
def winning(request: HttpRequest, public_id: str) -> HttpResponse:
    """Won, for what was accepted."""
    actor = actor_of(request)
    deal = load_deal(actor, public_id)
    try:
        win_deal(actor, deal)
    except Refused as refused:
        flash(request, refused.message, tone="bad")
        return go(request, reverse("deals:deal", args=[public_id]))
    flash(request, _("Affaire gagnée, bravo !"))
    return go(request, reverse("deals:deal", args=[deal.public_id]))
