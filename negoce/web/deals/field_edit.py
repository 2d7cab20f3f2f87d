"""A field of a deal edited where it stands: GET gives its control, POST stores it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Conflict, Refused
from negoce.negotiation.actions.deals.update import update_deal
from negoce.negotiation.models import Deal
from negoce.ui.html import text
from negoce.ui.toasts import add_trigger
from negoce.web.activities.form import people_choices, user_of
from negoce.web.deals.deal import load_deal
from negoce.web.deals.fields import FIELDS, Field, input_value, seen_value, shown_value
from negoce.web.http import actor_of


@require_http_methods(["GET", "POST"])
def field(request: HttpRequest, public_id: str, name: str) -> HttpResponse:
    """The control of one field, or its new value."""
    edited = FIELDS.get(name)
    if edited is None:
        raise Http404(_("Ce champ n’existe pas."))
    actor = actor_of(request)
    deal = load_deal(actor, public_id)
    require(actor, Permission.EDIT)
    if request.method == "GET":
        return _control(request, deal, edited, value=input_value(deal, name))
    return _save(request, actor, deal, edited)


def _save(request: HttpRequest, actor: Actor, deal: Deal, edited: Field) -> HttpResponse:
    posted = request.POST
    typed = posted.get("value", "")
    given: object = user_of(typed) if edited.name == "owner" and typed else typed
    seen = {edited.name: posted["seen"]} if "seen" in posted else None
    try:
        update_deal(actor, deal, changes={edited.name: given}, seen=seen)
    except Conflict as conflict:
        fresh = load_deal(actor, deal.public_id)
        answer = _control(request, fresh, edited, value=typed, refused=conflict)
        answer.status_code = 409
        return answer
    except Refused as refused:
        answer = _control(request, deal, edited, value=typed, refused=refused, seen=posted.get("seen"))
        answer.status_code = 422
        return answer
    shown = shown_value(load_deal(actor, deal.public_id), edited.name)
    prompt = SafeString(f'<span class="placeholder">{text(_("Renseigner…"))}</span>')
    answer = HttpResponse(shown or prompt)
    add_trigger(answer, "deal-page")
    return answer


def _control(
    request: HttpRequest,
    deal: Deal,
    edited: Field,
    *,
    value: str,
    refused: Refused | None = None,
    seen: str | None = None,
) -> HttpResponse:
    context = {
        "field": edited,
        "value": value,
        "options": [("", _("Personne")), *people_choices()] if edited.control == "person" else [],
        "seen": seen_value(deal, edited.name) if seen is None else seen,
        "errors": next(iter(refused.fields.values()), [refused.message]) if refused else [],
    }
    return render(request, "web/deals/_field.html", context)
