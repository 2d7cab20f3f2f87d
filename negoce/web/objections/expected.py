"""An objection of the library is expected in a deal, set aside there, or left to what is known."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.negotiation.actions.objections.expect import expect_objection
from negoce.negotiation.queries.objections.library import library
from negoce.ui.toasts import add_trigger, toast
from negoce.web.deals.deal import load_deal
from negoce.web.http import actor_of, load_or_404

_ANSWERS = {"yes": True, "no": False}


@require_POST
def expected(request: HttpRequest, public_id: str) -> HttpResponse:
    """`objection` is a public id, `expected` yes or no; anything else leaves it to what is known."""
    actor = actor_of(request)
    deal = load_deal(actor, public_id)
    require(actor, Permission.EDIT)
    if not request.POST.get("objection"):
        return _nothing_chosen()
    row = load_or_404(library(), request.POST.get("objection", "")[:12])
    expect_objection(actor, deal, row, expected=_ANSWERS.get(request.POST.get("expected", "")))
    if not request.headers.get("HX-Request"):
        return redirect("deals:deal", public_id)
    answer = HttpResponse(status=204)
    add_trigger(answer, "panel-expected")
    return answer


def _nothing_chosen() -> HttpResponse:
    answer = HttpResponse(status=204)
    toast(answer, _("Choisissez d’abord une objection dans la liste."), tone="warn")
    return answer
