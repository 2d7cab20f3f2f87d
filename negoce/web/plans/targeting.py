"""From a plan being typed to the list of companies and back with its target; how many a filter finds."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.ui.toasts import flash
from negoce.ui.words.figures import number
from negoce.web.http import actor_of, go
from negoce.web.plans.segment import list_url, target_of
from negoce.web.plans.typed import keep_typed, kept_plan, typed_values


@require_GET
def count(request: HttpRequest) -> HttpResponse:
    """The exact number of companies of a filter, asked by the panel when counting took longer than it may wait."""
    actor = actor_of(request)
    require(actor, Permission.MANAGE_PROSPECTING)
    found = target_of(actor, request.GET.get("filter", "")[:4000])
    return HttpResponse(number(found.count))


@require_POST
def target(request: HttpRequest) -> HttpResponse:
    """To the list of companies, to change the target there; what is typed waits."""
    require(actor_of(request), Permission.MANAGE_PROSPECTING)
    keep_typed(request)
    words = _(
        "Changez le filtre, puis menu « … » en haut, « Plan de prospection sur ce filtre » : votre plan reprend "
        "avec cette cible."
    )
    flash(request, words, tone="info")
    return go(request, list_url(typed_values(request.POST).get("filter_text", "")[:4000]))


@require_POST
def from_list(request: HttpRequest) -> HttpResponse:
    """A plan from the list of companies, a new one or the one being typed: it aims at its filter, and says so."""
    require(actor_of(request), Permission.MANAGE_PROSPECTING)
    if request.POST.get("all") != "1" and "whole" not in request.GET:
        words = _(
            "Un plan vise tout ce que trouve le filtre de la liste : les lignes cochées ne le resserrent pas."
        )
        flash(request, words, tone="info")
    asked = {"filter": request.GET.get("filter", "")}
    plan = kept_plan(request)
    if plan is None:
        return go(request, f"{reverse('plans:new')}?{urlencode(asked)}")
    page = reverse("plans:change", args=[plan]) if plan else reverse("plans:new")
    return go(request, f"{page}?{urlencode({**asked, 'resumed': '1'})}")
