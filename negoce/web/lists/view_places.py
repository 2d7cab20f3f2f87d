"""The places of views: their order among the tabs, and the favourites of the sidebar, each person's own."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from negoce.companies.actions.list_choice import keep_view_order, pin_view
from negoce.identity.models import User
from negoce.kit.refusal import Refused
from negoce.ui.toasts import flash, toast
from negoce.web.http import actor_of
from negoce.web.lists.answers import redraw
from negoce.web.lists.state import ListState, definition_or_404, read_state


@require_POST
def order(request: HttpRequest, key: str) -> HttpResponse:
    """Keep the order in which tabs were dragged."""
    definition_or_404(key)
    known = {view.key for view in read_state(request, key).views}
    wanted = [view for view in request.POST.get("order", "")[:4_000].split(",") if view in known]
    keep_view_order(actor_of(request), list_key=key, keys=wanted)
    return HttpResponse(status=204)


@require_POST
def move(request: HttpRequest, key: str) -> HttpResponse:
    """Move the view opened one place to the left or to the right."""
    state = read_state(request, key)
    keys = [view.key for view in state.views]
    at = keys.index(_opened(state))
    to = min(max(at + (-1 if request.GET.get("by") == "-1" else 1), 0), len(keys) - 1)
    keys.insert(to, keys.pop(at))
    keep_view_order(actor_of(request), list_key=key, keys=keys)
    if isinstance(request.user, User):
        request.user.refresh_from_db(fields=["preferences"])
    return redraw(request, key, {}, state.parameters())


@require_POST
def pin(request: HttpRequest, key: str) -> HttpResponse:
    """Put the view opened among the favourites, or take it out; the sidebar comes anew with the page."""
    state = read_state(request, key)
    pinned = request.GET.get("pinned") == "1"
    try:
        pin_view(actor_of(request), list_key=key, view_key=_opened(state), pinned=pinned)
    except Refused as refused:
        response = HttpResponse(status=204)
        toast(response, refused.message, tone="warn")
        return response
    flash(request, _("Vue épinglée dans les favoris.") if pinned else _("Vue retirée des favoris."))
    if not request.headers.get("HX-Request"):
        return redirect(state.url())
    return HttpResponse(status=204, headers={"HX-Redirect": state.url()})


def _opened(state: ListState) -> str:
    if state.view is None:
        raise Http404(_("Cette vue n’existe plus, ou n’est plus partagée avec vous."))
    return state.view.key
