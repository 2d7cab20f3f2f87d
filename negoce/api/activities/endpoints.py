"""Activities: list, one, create, change, say done, delete."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.db import transaction
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from negoce.api.activities.resource import ACTIVITIES, FINDERS, KINDS
from negoce.api.endpoints import Answer, Call, Endpoint
from negoce.api.problems import invalid
from negoce.api.records.given import Kind, read_fields, text_option
from negoce.api.records.inputs import REASON, input_schema
from negoce.api.records.links import MOST_PEOPLE, named_company, named_contacts
from negoce.api.records.one import held, remover, written
from negoce.api.records.reading import exporting, reading
from negoce.api.records.schemas import ID
from negoce.companies.actions.activities.create import create_activity
from negoce.companies.actions.activities.delete import delete_activity
from negoce.companies.actions.activities.done import complete_activity
from negoce.companies.actions.activities.update import update_activity
from negoce.companies.models import Activity
from negoce.companies.queries.visible import visible_activities
from negoce.companies.rules.activity_values import FACTS, FLAGS
from negoce.identity.rules.token_scopes import TokenScope as S
from negoce.negotiation.actions.deals.activities import set_activity_deal
from negoce.negotiation.queries.deals.visible import visible_deals

_BESIDES = frozenset({"company", "contacts", "deal", "guard_reason"})
_FACTS: Mapping[str, Kind] = {name: Kind.FLAG if name in FLAGS else Kind.TEXT for name in FACTS}


def _create(call: Call) -> Answer:
    kinds = {**KINDS, "state": Kind.TEXT}
    given = read_fields(call.body, kinds, FINDERS, besides=_BESIDES)
    with transaction.atomic():
        activity = create_activity(
            call.actor,
            values=_in_time({name: value for name, value in given.values.items() if value is not None}),
            company=named_company(call) if call.body.get("company") is not None else None,
            contacts=named_contacts(call) or (),
            guard_reason=text_option(call.body, "guard_reason"),
        )
        _name_deal(call, activity)
    return written(call, ACTIVITIES, activity.public_id, 201)


def _change(call: Call) -> Answer:
    given = read_fields(call.body, KINDS, FINDERS, besides=_BESIDES - {"company"})
    with held(call, ACTIVITIES, visible_activities(call.actor)) as activity:
        update_activity(
            call.actor,
            activity,
            changes=_in_time(given.values),
            seen=_in_utc(given.seen),
            contacts=named_contacts(call),
            guard_reason=text_option(call.body, "guard_reason"),
        )
        _name_deal(call, activity)
    return written(call, ACTIVITIES, call.public_id)


def _done(call: Call) -> Answer:
    besides = frozenset({"outcome", "happened_at", "guard_reason"})
    facts = read_fields(call.body, _FACTS, {}, besides=besides).values
    with held(call, ACTIVITIES, visible_activities(call.actor)) as activity:
        complete_activity(
            call.actor,
            activity,
            outcome=text_option(call.body, "outcome"),
            facts=facts,
            happened_at=_moment(text_option(call.body, "happened_at")),
            guard_reason=text_option(call.body, "guard_reason"),
        )
    return written(call, ACTIVITIES, call.public_id)


def _name_deal(call: Call, activity: Activity) -> None:
    """Put the activity under the deal that the body names, or under none. Raises Problem, Refused."""
    if "deal" not in call.body:
        return
    given = call.body["deal"]
    deal = visible_deals(call.actor).filter(public_id=given).first() if isinstance(given, str) else None
    if given is not None and deal is None:
        raise invalid("deal", _now("Indiquez l’identifiant d’une affaire que vous voyez."))
    set_activity_deal(call.actor, activity, deal)


def _in_time(values: Mapping[str, object]) -> dict[str, object]:
    """The same, its moment read."""
    return {name: _moment(value) if name == "starts_at" else value for name, value in values.items()}


def _in_utc(seen: Mapping[str, object]) -> dict[str, object]:
    """The same moments as they are stored."""
    return {
        name: value.astimezone(UTC) if isinstance(value, datetime) and value.tzinfo else value
        for name, value in _in_time(seen).items()
    }


def _moment(value: object) -> object:
    """ISO 8601 as a moment or a day; other words stay, for the action to read as people write them."""
    if not isinstance(value, str):
        return value
    try:
        return parse_datetime(value) or parse_date(value) or value[:100]
    except ValueError:
        return value[:100]


def _whole() -> dict[str, object]:
    return ACTIVITIES.schema(whole=True)


_G = _("Activités")
_PEOPLE: dict[str, Any] = {"type": "array", "maxItems": MOST_PEOPLE, "items": ID}
_TEXT: dict[str, Any] = {"type": "string"}
_DEAL: dict[str, Any] = {**ID, "type": ["string", "null"]}
_LINKS: dict[str, Any] = {
    "deal": _DEAL,
    "company": {**ID, "type": ["string", "null"]},
    "contacts": _PEOPLE,
    "guard_reason": REASON,
}
ENDPOINTS = (
    *reading(
        ACTIVITIES, S.ACTIVITIES_READ, _G, page=_("Les activités, une page à la fois"), one=_("Une activité"),
        writable=KINDS,
    ),
    exporting(ACTIVITIES, S.ACTIVITIES_READ, _G),
    Endpoint(
        "POST", "activities", "create_activity", _("Noter un échange, ou prévoir quelque chose"),
        S.ACTIVITIES_WRITE, _create,
        body=lambda: input_schema({**KINDS, "state": Kind.TEXT}, needed=["kind"], more=_LINKS),
        answer=_whole, status=201, group=_G,
    ),
    Endpoint(
        "PATCH", "activities/{id}", "change_activity", _("Modifier une activité"), S.ACTIVITIES_WRITE, _change,
        body=lambda: input_schema(KINDS, seen=True, more={"deal": _DEAL, "contacts": _PEOPLE, "guard_reason": REASON}),
        answer=_whole, group=_G,
    ),
    Endpoint(
        "POST", "activities/{id}/done", "complete_activity", _("Dire qu’une activité prévue est faite"),
        S.ACTIVITIES_WRITE, _done,
        body=lambda: input_schema(
            _FACTS, more={"outcome": _TEXT, "happened_at": _TEXT, "guard_reason": REASON}
        ),
        answer=_whole, group=_G,
    ),
    Endpoint(
        "DELETE", "activities/{id}", "delete_activity", _("Mettre une activité à la corbeille"),
        S.ACTIVITIES_WRITE, remover(ACTIVITIES, visible_activities, delete_activity), status=204, group=_G,
    ),
)  # fmt: skip
