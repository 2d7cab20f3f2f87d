"""Who counts in a deal: brought in, given a role, taken out."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from negoce.companies.models import Contact
from negoce.companies.queries.visible import visible_contacts
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused
from negoce.negotiation.actions.deals.people import remove_deal_person, set_deal_person
from negoce.ui.toasts import flash
from negoce.web.deals.deal import draw_deal, load_deal
from negoce.web.http import actor_of


@require_POST
def people(request: HttpRequest, public_id: str) -> HttpResponse:
    """`contact` comes in, or takes another `role`."""
    actor = actor_of(request)
    deal = load_deal(actor, public_id)
    require(actor, Permission.EDIT)
    problem, role = "", request.POST.get("role", "")
    try:
        wanted = request.POST.get("contact", "")
        if not wanted:
            raise Refused(_("Choisissez une personne dans la liste."))
        set_deal_person(actor, deal, _contact(actor, wanted), role=role)
    except Refused as refused:
        problem = refused.message
    return answer_with(request, actor, public_id, problem)


@require_POST
def removal(request: HttpRequest, public_id: str, contact_id: str) -> HttpResponse:
    """Out of the deal; the person's own page stays as it is."""
    actor = actor_of(request)
    deal = load_deal(actor, public_id)
    remove_deal_person(actor, deal, _contact(actor, contact_id))
    return answer_with(request, actor, public_id, "")


def _contact(actor: Actor, public_id: str) -> Contact:
    contact = visible_contacts(actor).filter(public_id=public_id).first()
    if contact is None:
        raise Http404(_("Cette fiche n’existe pas, ou n’est pas visible pour vous."))
    return contact


def answer_with(request: HttpRequest, actor: Actor, public_id: str, problem: str) -> HttpResponse:
    """The page's content again, with what went wrong; the page itself without htmx."""
    if not request.headers.get("HX-Request"):
        if problem:
            flash(request, problem, tone="bad")
        return redirect("deals:deal", public_id)
    answer = draw_deal(request, actor, load_deal(actor, public_id), problem=problem)
    answer.status_code = 422 if problem else 200
    return answer
