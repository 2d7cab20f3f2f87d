"""Offers by segment: read with what they brought, written, launched and halted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from negoce.api.endpoints import Answer, Call, Endpoint
from negoce.api.problems import invalid
from negoce.api.records.given import Kind, read_fields
from negoce.api.records.inputs import input_schema
from negoce.api.records.links import only
from negoce.api.records.one import load
from negoce.api.steering.shapes import (
    COUNT,
    DAY,
    FLAG,
    GROUP,
    PERHAPS,
    TEXT,
    day,
    effect_json,
    items_of,
    record,
)
from negoce.automation.actions.offers.launch import halt_offer, launch_offer
from negoce.automation.actions.offers.save import save_segment_offer, withdraw_segment_offer
from negoce.automation.models import SegmentOffer
from negoce.automation.queries.offers.audience import Segment, audience, segments
from negoce.automation.queries.offers.effect import offer_effect
from negoce.automation.queries.offers.pages import counted_offers
from negoce.catalogue.models import ProductFamily
from negoce.identity.permissions import require_house_reader
from negoce.identity.rules.actor import Actor
from negoce.identity.rules.token_scopes import TokenScope as S
from negoce.portfolio.queries.whole_house import require_house

_MOST = 500
_TEXTS = ("name", "status", "words", "reduction", "starts_on", "ends_on")
_NUMBERS = ("control_percent", "starts_per_day", "effect_days")
_FIELDS: Mapping[str, Kind] = {
    **dict.fromkeys(_TEXTS, Kind.TEXT),
    **dict.fromkeys(_NUMBERS, Kind.NUMBER),
    **dict.fromkeys(("family", "view"), Kind.RECORD),
}


def _list(call: Call) -> Answer:
    require_house_reader(call.actor)
    rows = counted_offers(call.actor).order_by("-ends_on", "-pk")[:_MOST]
    return Answer({"items": [_json(row) for row in rows]})


def _show(call: Call) -> Answer:
    require_house_reader(call.actor)
    return Answer(_whole(call.actor, call.public_id))


def _make(call: Call) -> Answer:
    require_house(call.actor)
    made = save_segment_offer(call.actor, None, values=_values(call, {}))
    return Answer(_whole(call.actor, made.public_id), status=201)


def _change(call: Call) -> Answer:
    require_house(call.actor)
    row = load(SegmentOffer.objects.select_related("family").order_by("pk"), call.public_id)
    now: dict[str, object] = {name: str(getattr(row, name)) for name in (*_TEXTS, *_NUMBERS)}
    now["family"] = row.family
    if row.segment_filter:
        now["segment"] = Segment("", row.segment_name, row.segment_filter)
    save_segment_offer(call.actor, row, values=_values(call, now))
    return Answer(_whole(call.actor, row.public_id))


def _withdraw(call: Call) -> Answer:
    require_house(call.actor)
    withdraw_segment_offer(call.actor, load(SegmentOffer.objects.order_by("pk"), call.public_id))
    return Answer(status=204)


def _launch(call: Call) -> Answer:
    require_house(call.actor)
    only(call, frozenset({"on"}))
    row, on = load(SegmentOffer.objects.order_by("pk"), call.public_id), call.body.get("on")
    if not isinstance(on, bool):
        raise invalid("on", _now("true ou false est attendu."))
    if on:
        launch_offer(call.actor, row, today=timezone.localdate())
    else:
        halt_offer(call.actor, row)
    return Answer(_whole(call.actor, row.public_id))


def _values(call: Call, now: Mapping[str, object]) -> Mapping[str, object]:
    """What is stored with what came over it; a status takes the place of a view, and a view that of a status."""
    views = {each.key: each for each in segments(call.actor)}
    given = dict(read_fields(call.body, _FIELDS, {"family": _family, "view": views.get}).values)
    values = {**now, **{name: _typed(name, value) for name, value in given.items() if name != "view"}}
    if given.get("view") is not None:
        values["segment"] = given["view"]
    elif given.get("status"):
        values["segment"] = None
    return values


def _typed(name: str, value: object) -> object:
    """Numbers as people type them: the rules read texts."""
    return str(value) if name in _NUMBERS and value is not None else value


def _family(public_id: str) -> ProductFamily | None:
    return ProductFamily.objects.filter(public_id=public_id).order_by("pk").first()


def _whole(actor: Actor, public_id: str) -> dict[str, Any]:
    row, today = load(counted_offers(actor).order_by("pk"), public_id), timezone.localdate()
    found = offer_effect(row, today, actor)
    return {
        **_json(row),
        "aimed_at": audience(row, actor, today).count(),
        "effect": effect_json(actor, found.effect),
        "by_lot": found.by_lot,
        "without_likeness": found.left_out,
        "waiting": found.waiting,
    }


def _json(row: Any) -> dict[str, Any]:
    return {
        "id": row.public_id,
        **{name: getattr(row, name) for name in ("name", "status", "words", "reduction", *_NUMBERS)},
        "segment": row.segment_name or None,
        "segment_filter": row.segment_filter or None,
        "family": row.family.public_id if row.family is not None else None,
        "starts_on": day(row.starts_on),
        "ends_on": day(row.ends_on),
        "launched_on": day(row.launched_on),
        "made": row.made,
        "control": row.control,
    }


_ROW: dict[str, Any] = record(
    {
        **dict.fromkeys(("id", "name", "status", "words", "reduction"), TEXT),
        **dict.fromkeys(("segment", "segment_filter", "family"), PERHAPS),
        **dict.fromkeys((*_NUMBERS, "made", "control"), COUNT),
        **dict.fromkeys(("starts_on", "ends_on", "launched_on"), DAY),
    }
)
_ONE: dict[str, Any] = record(
    {
        **_ROW["properties"],
        **dict.fromkeys(("aimed_at", "without_likeness", "waiting"), COUNT),
        "effect": {"type": "object"},
        "by_lot": FLAG,
    }
)
_LAUNCH: dict[str, Any] = {
    "type": "object", "required": ["on"], "properties": {"on": FLAG}, "additionalProperties": False,
}  # fmt: skip
_PATH = "offers/{id}"
OFFERS = (
    Endpoint(
        "GET", "offers", "list_offers", _("Les offres par statut ou par segment"), S.STEERING_READ, _list,
        answer=lambda: items_of(_ROW), group=GROUP,
    ),
    Endpoint(
        "POST", "offers", "make_offer", _("Écrire une offre, pour un statut ou une vue d’entreprises"),
        S.STEERING_WRITE, _make, body=lambda: input_schema(_FIELDS, needed=["name", "words", "ends_on"]),
        answer=lambda: _ONE, status=201, group=GROUP,
    ),
    Endpoint(
        "GET", _PATH, "get_offer", _("Une offre et ce qu’elle rapporte"), S.STEERING_READ, _show,
        answer=lambda: _ONE, group=GROUP,
    ),
    Endpoint(
        "PATCH", _PATH, "change_offer", _("Modifier une offre"), S.STEERING_WRITE, _change,
        body=lambda: input_schema(_FIELDS), answer=lambda: _ONE, group=GROUP,
    ),
    Endpoint(
        "DELETE", _PATH, "withdraw_offer", _("Retirer une offre"), S.STEERING_WRITE, _withdraw, status=204,
        group=GROUP,
    ),
    Endpoint(
        "POST", f"{_PATH}/launch", "launch_offer", _("Lancer une offre, ou l’arrêter"), S.STEERING_WRITE, _launch,
        body=lambda: _LAUNCH, answer=lambda: _ONE, group=GROUP,
    ),
)  # fmt: skip
