"""What was said and is to be done about a deal: put under it, taken from it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from negoce.companies.queries.visible import visible_activities
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.kit.refusal import Refused
from negoce.negotiation.actions.deals.activities import set_activity_deal
from negoce.web.deals.deal import load_deal
from negoce.web.deals.people import answer_with
from negoce.web.http import actor_of, load_or_404


@require_POST
def activities(request: HttpRequest, public_id: str) -> HttpResponse:
    """`activity` comes under the deal, or leaves it (`removed`)."""
    actor = actor_of(request)
    deal = load_deal(actor, public_id)
    require(actor, Permission.EDIT)
    problem, wanted = "", request.POST.get("activity", "")
    try:
        if not wanted:
            raise Refused(_("Choisissez une activité dans la liste."))
        activity = load_or_404(visible_activities(actor), wanted)
        set_activity_deal(actor, activity, None if request.POST.get("removed") else deal)
    except Refused as refused:
        problem = refused.message
    return answer_with(request, actor, public_id, problem)
