"""Prospecting plans: listed, read with their results, written, started, closed, and what they cost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from negoce.api.endpoints import Answer, Call, Endpoint, Parameter
from negoce.api.problems import invalid
from negoce.api.prospecting.paging import PAGED, page_of
from negoce.api.prospecting.plan_shapes import (
    COST_SCHEMA,
    PLAN_SCHEMA,
    RATES,
    ROW_SCHEMA,
    cost_json,
    plan_json,
    plan_rows,
)
from negoce.api.records.given import Kind, read_fields, text_option
from negoce.api.records.inputs import REASON, input_schema
from negoce.api.records.numbers import as_typed
from negoce.api.records.one import load
from negoce.api.records.schemas import ID, page_schema
from negoce.companies.enums import OriginChannel
from negoce.identity.models import User
from negoce.identity.rules.actor import Actor
from negoce.identity.rules.token_scopes import TokenScope as S
from negoce.portfolio.actions.plan_result_refresh import refresh_plan
from negoce.prospecting.actions.plan_cost import add_cost, remove_cost
from negoce.prospecting.actions.plan_save import delete_plan, save_plan
from negoce.prospecting.actions.plan_start import AT_ONCE, close_plan, start_plan
from negoce.prospecting.actions.plan_values import TypedChannel
from negoce.prospecting.enums import PlanState, WorkMode
from negoce.prospecting.models import PlanCost, ProspectingPlan
from negoce.prospecting.queries.plans import visible_plans

GROUP = _("Prospection")
_TEXTS = ("name", "objective", "launch", "filter", "starts_on", "ends_on", "owner", "note", "signal")
_PLAN: Mapping[str, Kind] = {
    **dict.fromkeys(_TEXTS, Kind.TEXT),
    **dict.fromkeys((*RATES, "target_orders", "yearly_margin", "revision"), Kind.NUMBER),
}
_CHANNEL = ("channel", "mode", "budget", "target_orders", "contact_rate")
_BESIDES = frozenset({"channels", "people", "guard_reason"})
_COST: Mapping[str, Kind] = {
    **dict.fromkeys(("day", "kind", "channel", "words"), Kind.TEXT), "amount": Kind.NUMBER
}  # fmt: skip
_CLOSING: Mapping[str, Kind] = {"lesson": Kind.TEXT, "revision": Kind.NUMBER}
_MOST_NAMED = 50


def _list(call: Call) -> Answer:
    rows = visible_plans(call.actor).select_related("owner")
    if state := call.query.get("state", ""):
        rows = rows.filter(state=state)
    return page_of(call, _PATH, rows, plan_rows)


def _show(call: Call) -> Answer:
    return Answer(plan_json(call.actor, _plan(call)))


def _make(call: Call) -> Answer:
    first = {
        "owner": call.token.user.public_id,
        "target_orders": "10",
        **{name: _text(call.actor, getattr(ProspectingPlan(), name)) for name in RATES},
    }
    made = save_plan(
        call.actor,
        None,
        values={**first, **_values(call)},
        channels=_channels(call) or (),
        people=_people(call) or (),
        reason=text_option(call.body, "guard_reason"),
    )
    return Answer(plan_json(call.actor, made), status=201)


def _change(call: Call) -> Answer:
    row, actor = _plan(call), call.actor
    channels, people = _channels(call), _people(call)
    changed = save_plan(
        actor,
        row,
        values={**_written(actor, row), **_values(call)},
        channels=_known_channels(actor, row) if channels is None else channels,
        people=[each.person.public_id for each in row.people.select_related("person").order_by("pk")]
        if people is None
        else people,
        revision=_revision(call, row),
        reason=text_option(call.body, "guard_reason"),
    )
    return Answer(plan_json(actor, changed))


def _delete(call: Call) -> Answer:
    delete_plan(call.actor, _plan(call))
    return Answer(status=204)


def _start(call: Call) -> Answer:
    read_fields(call.body, {"revision": Kind.NUMBER}, {})
    row = _plan(call)
    return Answer(plan_json(call.actor, start_plan(call.actor, row, revision=_revision(call, row))))


def _close(call: Call) -> Answer:
    given = read_fields(call.body, _CLOSING, {}, besides=frozenset({"guard_reason"})).values
    row = _plan(call)
    closed = close_plan(
        call.actor,
        row,
        lesson=str(given.get("lesson") or ""),
        revision=_revision(call, row),
        reason=text_option(call.body, "guard_reason"),
    )
    if closed.targeted <= AT_ONCE:
        refresh_plan(closed, today=timezone.localdate())
    return Answer(plan_json(call.actor, closed))


def _add_cost(call: Call) -> Answer:
    given = read_fields(call.body, _COST, {}).values
    row = _plan(call)
    values = {name: _text(call.actor, value) for name, value in given.items()}
    return Answer(cost_json(add_cost(call.actor, row, values=values)), status=201)


def _drop_cost(call: Call) -> Answer:
    rows = PlanCost.objects.filter(plan__in=visible_plans(call.actor)).order_by("pk")
    remove_cost(call.actor, load(rows, call.public_id))
    return Answer(status=204)


def _plan(call: Call) -> ProspectingPlan:
    return load(visible_plans(call.actor).select_related("owner"), call.public_id)


def _values(call: Call) -> dict[str, str]:
    """What came, as a person would type it."""
    given = read_fields(call.body, _PLAN, {}, besides=_BESIDES).values
    named = {"filter": "filter_text"}
    return {
        named.get(name, name): _text(call.actor, value) for name, value in given.items() if name != "revision"
    }


def _written(actor: Actor, row: ProspectingPlan) -> dict[str, str]:
    """What the plan says now, as a person would type it."""
    return {
        **{name: getattr(row, name) for name in ("name", "objective", "launch", "filter_text", "note")},
        "starts_on": row.starts_on.isoformat(),
        "ends_on": row.ends_on.isoformat(),
        "owner": row.owner.public_id if row.owner is not None else "",
        **{name: _text(actor, getattr(row, name)) for name in (*RATES, "target_orders", "yearly_margin")},
    }


def _channels(call: Call) -> Sequence[TypedChannel] | None:
    """The channels of the body, None when it does not say. Raises Problem."""
    if "channels" not in call.body:
        return None
    given, words = call.body["channels"], _now('Une liste de canaux est attendue : [{"channel": "phone"}].')
    if not isinstance(given, list) or len(given) > _MOST_NAMED:
        raise invalid("channels", words)
    found = []
    for each in given:
        if not isinstance(each, dict) or not set(each) <= set(_CHANNEL) or not each.get("channel"):
            raise invalid("channels", words)
        kinds = dict.fromkeys(("channel", "mode"), Kind.TEXT) | dict.fromkeys(_CHANNEL[2:], Kind.NUMBER)
        line = {name: _text(call.actor, value) for name, value in read_fields(each, kinds, {}).values.items()}
        found.append(
            TypedChannel(
                channel=line["channel"],
                mode=line.get("mode") or WorkMode.IN_HOUSE.value,
                budget=line.get("budget", ""),
                orders=line.get("target_orders", ""),
                rate=line.get("contact_rate", ""),
            )
        )
    return found


def _known_channels(actor: Actor, row: ProspectingPlan) -> Sequence[TypedChannel]:
    return [
        TypedChannel(
            channel=each.channel,
            mode=each.mode,
            budget=_text(actor, each.budget),
            orders=str(each.target_orders),
            rate=_text(actor, each.contact_rate),
        )
        for each in row.channels.order_by("pk")
    ]


def _people(call: Call) -> Sequence[str] | None:
    if "people" not in call.body:
        return None
    given = call.body["people"]
    if (
        not isinstance(given, list)
        or len(given) > _MOST_NAMED
        or not all(isinstance(each, str) for each in given)
    ):
        raise invalid("people", _now("Une liste d’identifiants de personnes est attendue."))
    if User.objects.filter(public_id__in=given).count() != len(set(given)):
        raise invalid("people", _now("Un de ces identifiants n’est celui de personne."))
    return given


def _revision(call: Call, row: ProspectingPlan) -> int:
    """The version that the caller read, when it says so: another one is refused."""
    given = call.body.get("revision")
    return given if isinstance(given, int) and not isinstance(given, bool) else row.revision


def _text(actor: Actor, value: object) -> str:
    return "" if value is None else str(as_typed(actor, value))


_PATH = "prospecting-plans"
_ONE = f"{_PATH}/{{id}}"
_MORE: dict[str, Any] = {
    "channels": {
        "type": "array",
        "maxItems": _MOST_NAMED,
        "items": input_schema(
            {
                **dict.fromkeys(("channel", "mode"), Kind.TEXT),
                **dict.fromkeys(_CHANNEL[2:], Kind.NUMBER),
            },
            needed=["channel"],
            more={"channel": {"type": "string", "enum": [each.value for each in OriginChannel]}},
        ),
    },
    "people": {"type": "array", "maxItems": _MOST_NAMED, "items": ID},
    "guard_reason": REASON,
}
_STATES = Parameter(
    "state", _("Seulement ceux-là : draft, running ou closed."),
    {"type": "string", "enum": [each.value for each in PlanState]},
)  # fmt: skip
PLANS = (
    Endpoint(
        "GET", _PATH, "list_prospecting_plans",
        _("Les plans de prospection que vous pouvez ouvrir, les derniers d’abord"),
        S.PROSPECTING_READ, _list, query=(_STATES, *PAGED), answer=lambda: page_schema(ROW_SCHEMA), group=GROUP,
    ),
    Endpoint(
        "POST", _PATH, "make_prospecting_plan", _("Écrire un plan de prospection, en brouillon"),
        S.PROSPECTING_WRITE, _make,
        body=lambda: input_schema(_PLAN, needed=["name", "objective", "starts_on", "ends_on"], more=_MORE),
        answer=lambda: PLAN_SCHEMA, status=201, group=GROUP,
    ),
    Endpoint(
        "GET", _ONE, "get_prospecting_plan", _("Un plan de prospection, ses résultats et ce qu’il coûte"),
        S.PROSPECTING_READ, _show, answer=lambda: PLAN_SCHEMA, group=GROUP,
    ),
    Endpoint(
        "PATCH", _ONE, "change_prospecting_plan", _("Modifier un plan ; sa cible est arrêtée dès qu’il a commencé"),
        S.PROSPECTING_WRITE, _change, body=lambda: input_schema(_PLAN, more=_MORE), answer=lambda: PLAN_SCHEMA,
        group=GROUP,
    ),
    Endpoint(
        "DELETE", _ONE, "delete_prospecting_plan", _("Supprimer un plan qui n’a pas commencé"),
        S.PROSPECTING_WRITE, _delete, status=204, group=GROUP,
    ),
    Endpoint(
        "POST", f"{_ONE}/start", "start_prospecting_plan", _("Démarrer un plan : sa cible est arrêtée"),
        S.PROSPECTING_WRITE, _start, body=lambda: input_schema({"revision": Kind.NUMBER}),
        answer=lambda: PLAN_SCHEMA, long=True, group=GROUP,
    ),
    Endpoint(
        "POST", f"{_ONE}/close", "close_prospecting_plan", _("Terminer un plan, avec ce qu’on en retient"),
        S.PROSPECTING_WRITE, _close, body=lambda: input_schema(_CLOSING, more={"guard_reason": REASON}),
        answer=lambda: PLAN_SCHEMA, long=True, group=GROUP,
    ),
    Endpoint(
        "POST", f"{_ONE}/costs", "add_plan_cost", _("Noter une dépense d’un plan qui a commencé"),
        S.PROSPECTING_WRITE, _add_cost, body=lambda: input_schema(_COST, needed=["day", "kind", "amount"]),
        answer=lambda: COST_SCHEMA, status=201, group=GROUP,
    ),
    Endpoint(
        "DELETE", "plan-costs/{id}", "remove_plan_cost", _("Retirer une dépense ; le journal la garde"),
        S.PROSPECTING_WRITE, _drop_cost, status=204, group=GROUP,
    ),
)  # fmt: skip
