"""What a deal is to programs: the columns of its list, and those who count in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from negoce.api.records.given import Kind, person_of
from negoce.api.records.resource import Resource
from negoce.api.records.schemas import ID
from negoce.identity.rules.actor import Actor
from negoce.negotiation.queries.deals.lists import DEAL_LIST
from negoce.negotiation.queries.deals.page import deal_people
from negoce.negotiation.queries.deals.visible import visible_deals
from negoce.negotiation.rules.deal_values import EDITABLE

KINDS: Mapping[str, Kind] = {
    **dict.fromkeys((*EDITABLE, "step"), Kind.TEXT),
    "amount": Kind.NUMBER,
    "owner": Kind.RECORD,
}
FINDERS: Mapping[str, Any] = {"owner": person_of}


def _more(actor: Actor, public_id: str) -> Mapping[str, Any]:
    deal = visible_deals(actor).filter(public_id=public_id).first()
    if deal is None:
        return {}
    people = [
        {"id": each.contact.public_id, "name": each.contact.full_name, "role": each.role}
        for each in deal_people(actor, deal)
    ]
    return {"note": deal.note, "people": people}


_PERSON: dict[str, Any] = {
    "type": "object",
    "properties": {"id": ID, "name": {"type": "string"}, "role": {"type": "string"}},
}
DEALS = Resource(
    DEAL_LIST,
    _more,
    {"note": {"type": "string"}, "people": {"type": "array", "items": _PERSON}},
    joined=True,
)
