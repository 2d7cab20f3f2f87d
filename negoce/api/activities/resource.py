"""What an activity is to programs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from negoce.api.records.given import Kind, person_of
from negoce.api.records.resource import Resource
from negoce.api.records.schemas import REF
from negoce.companies.queries.lists.activities import ACTIVITY_LIST
from negoce.companies.queries.visible import visible_activities, visible_contacts
from negoce.companies.rules.activity_values import EDITABLE, FLAGS
from negoce.identity.rules.actor import Actor
from negoce.negotiation.queries.deals.activities import deal_of

KINDS: Mapping[str, Kind] = {
    **dict.fromkeys(EDITABLE, Kind.TEXT),
    **dict.fromkeys(FLAGS, Kind.FLAG),
    "duration_minutes": Kind.NUMBER,
    "starts_at": Kind.TEXT,
    "owner": Kind.RECORD,
}
FINDERS: Mapping[str, Any] = {"owner": person_of}


def _more(actor: Actor, public_id: str) -> Mapping[str, Any]:
    found = visible_activities(actor).filter(public_id=public_id).values("pk", "body", "all_day").first()
    if found is None:
        return {}
    deal = deal_of(actor, public_id)
    people = visible_contacts(actor).filter(activity_contacts__activity_id=found["pk"])
    return {
        "body": found["body"],
        "all_day": found["all_day"],
        "deal": {"id": deal.public_id, "name": deal.name} if deal else None,
        "contacts": [
            {"id": person.public_id, "name": person.full_name} for person in people.order_by("name_key", "id")
        ],
    }


ACTIVITIES = Resource(
    ACTIVITY_LIST,
    _more,
    {
        "body": {"type": "string"},
        "all_day": {"type": "boolean"},
        "deal": REF,
        "contacts": {"type": "array", "items": {"type": "object"}},
    },
)
