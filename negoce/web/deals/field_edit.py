"""A field of a deal edited where it stands."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from negoce.identity.rules.actor import Actor
from negoce.negotiation.actions.deals.update import update_deal
from negoce.negotiation.models import Deal
from negoce.web.activities.form import user_of
from negoce.web.deals.deal import load_deal
from negoce.web.deals.fields import FIELDS, input_value, options_of, seen_value, shown_value
from negoce.web.in_place import Fields, Typed, edit_in_place


@require_http_methods(["GET", "POST"])
def field(request: HttpRequest, public_id: str, name: str) -> HttpResponse:
    """The control of one field, or its new value."""
    return edit_in_place(request, public_id, name, DEAL_FIELDS)


def _store(actor: Actor, deal: Deal, typed: Typed) -> None:
    given: object = user_of(typed.value) if typed.name == "owner" and typed.value else typed.value
    seen = None if typed.seen is None else {typed.name: typed.seen}
    update_deal(actor, deal, changes={typed.name: given}, seen=seen)


DEAL_FIELDS = Fields(
    by_name=FIELDS,
    load=load_deal,
    store=_store,
    shown=shown_value,
    typed=input_value,
    seen=seen_value,
    options=options_of,
    told="deal-page",
)
