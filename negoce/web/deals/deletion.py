"""To the bin and back."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from negoce.negotiation.actions.deals.delete import delete_deal, restore_deal
from negoce.negotiation.queries.deals.visible import deleted_deals
from negoce.ui.toasts import flash
from negoce.web.deals.deal import load_deal
from negoce.web.http import actor_of, go, load_or_404


@require_POST
def deletion(request: HttpRequest, public_id: str) -> HttpResponse:
    """Delete; the next page offers to undo."""
    actor = actor_of(request)
    deal = delete_deal(actor, load_deal(actor, public_id))
    undo = reverse("deals:restoration", args=[public_id])
    flash(request, _("L’affaire « %(name)s » est supprimée.") % {"name": deal.name}, undo_url=undo)
    return go(request, reverse("lists:deals"))


@require_POST
def restoration(request: HttpRequest, public_id: str) -> HttpResponse:
    """Restore; shows the deal again."""
    actor = actor_of(request)
    deal = restore_deal(actor, load_or_404(deleted_deals(actor), public_id))
    flash(request, _("L’affaire « %(name)s » est rétablie.") % {"name": deal.name})
    return go(request, reverse("deals:deal", args=[public_id]))
