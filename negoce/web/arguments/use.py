"""Whether an argument told in a deal worked."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from negoce.negotiation.actions.arguments.use import note_use
from negoce.negotiation.queries.arguments.library import library
from negoce.ui.toasts import add_trigger
from negoce.web.deals.deal import load_deal
from negoce.web.http import actor_of, load_or_404

_ANSWERS = {"yes": True, "no": False}


@require_POST
def use(request: HttpRequest, public_id: str, argument_id: str) -> HttpResponse:
    """`worked` is yes or no; anything else takes the note back."""
    actor = actor_of(request)
    deal = load_deal(actor, public_id)
    argument = load_or_404(library(), argument_id)
    note_use(actor, deal, argument, worked=_ANSWERS.get(request.POST.get("worked", "")))
    if not request.headers.get("HX-Request"):
        return redirect("deals:deal", public_id)
    answer = HttpResponse(status=204)
    add_trigger(answer, "panel-argument")
    return answer
