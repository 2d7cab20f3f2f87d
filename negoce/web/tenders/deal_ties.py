"""Which deal answers a tender: opened in one click, chosen among those of the buyer, or none."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_http_methods, require_POST

from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.kit.refusal import Refused
from negoce.negotiation.actions.tenders.deals import link_deal, open_deal
from negoce.negotiation.queries.deals.page import deals_for_page
from negoce.negotiation.queries.tenders.of_deal import deals_to_link
from negoce.ui.components.forms import offer
from negoce.ui.toasts import flash, toast
from negoce.web.dialogs import show_form, show_refusal
from negoce.web.http import actor_of, go, load_or_404
from negoce.web.tenders.loading import load_tender, whole_page

_TEMPLATE = "tenders/_link"


class LinkForm(forms.Form):
    """The deals of the buyer that answer no tender."""

    deal = forms.ChoiceField(label=_lazy("Affaire"), required=False)


@require_POST
def opening(request: HttpRequest, public_id: str) -> HttpResponse:
    """Make the deal, and go there."""
    actor = actor_of(request)
    tender = load_tender(actor, public_id)
    try:
        deal = open_deal(actor, tender)
    except Refused as refused:
        answer = HttpResponse(status=204)
        toast(answer, refused.message, tone="bad")
        return answer
    flash(request, _("L’affaire « %(name)s » est créée.") % {"name": deal.name})
    return go(request, reverse("deals:deal", args=[deal.public_id]))


@require_http_methods(["GET", "POST"])
def link(request: HttpRequest, public_id: str) -> HttpResponse:
    """Choose the deal, or say that none answers."""
    actor = actor_of(request)
    tender = load_tender(actor, public_id)
    require(actor, Permission.EDIT)
    form = LinkForm(request.POST if request.method == "POST" else None)
    if request.method == "GET":
        form = LinkForm(initial={"deal": tender.deal.public_id if tender.deal is not None else ""})
    choices = [(each.public_id, each.name) for each in deals_to_link(tender)]
    offer(form, "deal", [("", _("Aucune affaire")), *choices])
    context = {"title": _("L’affaire qui y répond"), "url": request.path, "none": not choices}
    if request.method == "GET":
        return show_form(request, _TEMPLATE, form, context)
    chosen = request.POST.get("deal", "")
    try:
        link_deal(actor, tender, load_or_404(deals_for_page(actor), chosen) if chosen else None)
    except Refused as refused:
        return show_refusal(request, _TEMPLATE, form, refused, context)
    return whole_page(_("Appel d’offres enregistré."))
