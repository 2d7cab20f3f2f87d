"""An aid is put on what to bring to a deal, or taken off."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.negotiation.actions.aids.of_deal import bring_aid
from negoce.negotiation.models import SalesAid
from negoce.ui.toasts import add_trigger, toast
from negoce.web.deals.deal import load_deal
from negoce.web.http import actor_of, load_or_404


@require_POST
def bring(request: HttpRequest, public_id: str) -> HttpResponse:
    """`aid` is a public id; `bring` is yes to put it on the list, anything else takes it off."""
    actor = actor_of(request)
    deal = load_deal(actor, public_id)
    require(actor, Permission.EDIT)
    if not request.POST.get("aid"):
        return _nothing_chosen()
    aid = load_or_404(SalesAid.objects.filter(withdrawn_at__isnull=True), request.POST.get("aid", "")[:12])
    bring_aid(actor, deal, aid, brought=request.POST.get("bring") == "yes")
    if not request.headers.get("HX-Request"):
        return redirect("deals:deal", public_id)
    answer = HttpResponse(status=204)
    add_trigger(answer, "panel-aids")
    return answer


def _nothing_chosen() -> HttpResponse:
    answer = HttpResponse(status=204)
    toast(answer, _("Choisissez d’abord une aide dans la liste."), tone="warn")
    return answer
