"""Deleted deals, which can come back."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.kit.dates import format_date
from negoce.negotiation.queries.deals.visible import deleted_deals
from negoce.ui.words.say import reader_language
from negoce.web.http import actor_of

_MOST = 100


@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """The last hundred, the latest first."""
    actor = actor_of(request)
    require(actor, Permission.DELETE)
    rows = deleted_deals(actor).select_related("company").order_by("-deleted_at", "-id")[:_MOST]
    deals = [
        (deal, format_date(timezone.localtime(deal.deleted_at).date(), reader_language()))
        for deal in rows
        if deal.deleted_at is not None
    ]
    return render(request, "web/deals/bin.html", {"deals": deals})
