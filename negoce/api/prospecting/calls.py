"""Sessions of calls: their figures, their calls, the next number, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from negoce.api.endpoints import Answer, Call, Endpoint, Parameter
from negoce.api.problems import invalid
from negoce.api.prospecting.paging import PAGED, page_of
from negoce.api.prospecting.plan_shapes import person
from negoce.api.records.given import Kind, read_fields, text_option
from negoce.api.records.inputs import REASON, input_schema
from negoce.api.records.one import load
from negoce.api.records.schemas import ID, REF, page_schema
from negoce.api.steering.shapes import COUNT, PERHAPS, TEXT, record
from negoce.companies.models import Contact
from negoce.companies.queries.visible import company_rights
from negoce.identity.enums import FieldGroup, Permission
from negoce.identity.permissions import NotAllowed, require
from negoce.identity.rules.actor import Actor
from negoce.identity.rules.token_scopes import TokenScope as S
from negoce.kit.refusal import Conflict
from negoce.prospecting.actions.call_outcome import CallReport, record_call
from negoce.prospecting.actions.call_take import take_next
from negoce.prospecting.enums import CallOutcome, CallSessionState
from negoce.prospecting.models import CallAttempt, CallSession, CallTarget
from negoce.prospecting.queries.call_figures import CallFigures, calls_made, session_figures
from negoce.prospecting.queries.call_sessions import held_target, may_change_session, visible_sessions
from negoce.prospecting.rules.call_figures import Share

_GROUP = _("Prospection")
_REPORT: Mapping[str, Kind] = {
    **dict.fromkeys(("company", "outcome", "note", "opening", "when", "meeting_kind", "need"), Kind.TEXT),
    "buying_intent": Kind.FLAG,
}


def _list(call: Call) -> Answer:
    rows = visible_sessions(call.actor).select_related("owner")
    if state := call.query.get("state", ""):
        rows = rows.filter(state=state)
    return page_of(call, _PATH, rows, lambda found: [_session_json(each) for each in found])


def _show(call: Call) -> Answer:
    row, actor = _session(call), call.actor
    # What each colleague did is for who steers the session; everybody reads their own.
    only = None if may_change_session(actor, row) else frozenset({actor.user_id})
    found = session_figures(row, only)
    return Answer(
        {
            **_session_json(row),
            "left": found.left,
            "left_out": dict(row.left_out),
            "numbers": dict(found.states),
            "figures": _figures(found.whole),
            "people": [{"name": name, **_figures(each)} for name, each in found.people],
            "openings": [{"opening": kind, **_share(each)} for kind, each in found.openings],
        }
    )


def _calls(call: Call) -> Answer:
    row, actor = _session(call), call.actor
    rows = calls_made(row).filter(
        company_rights(actor, "target__company__"), target__company__deleted_at__isnull=True
    )
    if not may_change_session(actor, row):
        rows = rows.filter(caller_id=actor.user_id)
    rows = rows.select_related("target__company", "contact", "caller")
    path = f"{_PATH}/{row.public_id}/calls"
    return page_of(call, path, rows, lambda found: [_call_json(actor, each) for each in found])


def _next(call: Call) -> Answer:
    _require_caller(call.actor)
    read_fields(call.body, {}, {})
    target = take_next(call.actor, _session(call))
    return Answer({"target": None if target is None else _target_json(call.actor, target)})


def _report(call: Call) -> Answer:
    actor = call.actor
    _require_caller(actor)
    given = read_fields(call.body, _REPORT, {}, besides=frozenset({"guard_reason"})).values
    text = {name: str(given.get(name) or "") for name in _REPORT}
    if text["outcome"] not in set(CallOutcome):
        raise invalid("outcome", _now("Choisissez dans la liste."))
    row = _session(call)
    target = held_target(actor, row)
    if target is None or target.company.public_id != text["company"]:
        raise Conflict(
            _now("Ce n’est pas le numéro que vous avez en main. Prenez-le d’abord : rien n’a été noté."),
            field="company",
            current=target.company.public_id if target is not None else "",
        )
    meeting = {"meeting_kind": text["meeting_kind"]} if text["meeting_kind"] else {}
    report = CallReport(
        CallOutcome(text["outcome"]),
        **{name: text[name] for name in ("note", "opening", "when", "need")},
        **meeting,
        buying_intent=given.get("buying_intent") is True,
        guard_reason=text_option(call.body, "guard_reason"),
    )
    attempt = record_call(actor, row, target.pk, report)
    made = CallAttempt.objects.select_related("target__company", "contact", "caller").get(pk=attempt.pk)
    return Answer(_call_json(actor, made), status=201)


def _session(call: Call) -> CallSession:
    return load(visible_sessions(call.actor).select_related("owner"), call.public_id)


def _require_caller(actor: Actor) -> None:
    """Whoever calls writes reports, and reads the numbers of people. Raises NotAllowed."""
    require(actor, Permission.EDIT)
    require(actor, Permission.CREATE)
    if not actor.may_read(FieldGroup.PERSONAL):
        raise NotAllowed(_now("Vos droits ne montrent pas les coordonnées des personnes."))


def _session_json(row: CallSession) -> dict[str, Any]:
    return {
        "id": row.public_id,
        "name": row.name,
        "state": row.state,
        "owner": person(row.owner),
        "targets": row.targets_count,
        "most_tries": row.most_tries,
        "started_at": _moment(row.started_at),
        "ended_at": _moment(row.ended_at),
    }


def _call_json(actor: Actor, row: CallAttempt) -> dict[str, Any]:
    company = row.target.company
    return {
        "company": {"id": company.public_id, "name": company.name},
        "contact": _contact(actor, row.contact),
        "caller": person(row.caller),
        "outcome": row.outcome,
        "opening": row.opening or None,
        "at": _moment(row.at),
        "seconds": row.seconds,
    }


def _target_json(actor: Actor, target: CallTarget) -> dict[str, Any]:
    return {
        "company": {"id": target.company.public_id, "name": target.company.name},
        "contact": _contact(actor, target.contact),
        "number": target.number,
        "tries": target.tries,
        "held_until": _moment(target.held_until),
    }


def _contact(actor: Actor, row: Contact | None) -> dict[str, str] | None:
    gone = row is None or row.erased_at is not None or row.deleted_at is not None
    if row is None or gone or not actor.may_read(FieldGroup.PERSONAL):
        return None
    return {"id": row.public_id, "name": row.full_name}


def _figures(found: CallFigures) -> dict[str, Any]:
    return {
        "calls": found.calls,
        "seconds": found.seconds,
        "per_hour": _number(found.per_hour),
        "outcomes": dict(found.outcomes),
        "reached": _share(found.reached),
        "meetings": _share(found.meetings),
    }


def _share(found: Share) -> dict[str, Any]:
    return {
        "count": found.count,
        "of": found.total,
        **{name: _number(getattr(found, name)) for name in ("percent", "low", "high")},
    }


def _number(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"


def _moment(value: Any) -> str | None:
    return None if value is None else value.isoformat()


_PATH = "call-sessions"
_ONE = f"{_PATH}/{{id}}"
_THING: dict[str, Any] = {"type": "object"}
_THINGS: dict[str, Any] = {"type": "array", "items": _THING}
_SESSION: dict[str, Any] = record(
    {
        **dict.fromkeys(("id", "name", "state"), TEXT),
        "owner": REF,
        **dict.fromkeys(("targets", "most_tries"), COUNT),
        **dict.fromkeys(("started_at", "ended_at"), PERHAPS),
    }
)
_WHOLE: dict[str, Any] = record(
    {
        **_SESSION["properties"],
        "left": COUNT,
        **dict.fromkeys(("left_out", "numbers", "figures"), _THING),
        **dict.fromkeys(("people", "openings"), _THINGS),
    }
)
_CALL: dict[str, Any] = record(
    {
        **dict.fromkeys(("company", "contact", "caller"), REF),
        "outcome": TEXT,
        **dict.fromkeys(("opening", "at"), PERHAPS),
        "seconds": COUNT,
    }
)


def _body() -> Mapping[str, Any]:
    outcomes: Sequence[str] = [each.value for each in CallOutcome]
    more: dict[str, Any] = {"company": ID, "outcome": {**TEXT, "enum": outcomes}, "guard_reason": REASON}
    return input_schema(_REPORT, needed=["company", "outcome"], more=more)


_STATE = Parameter(
    "state", _("Seulement celles-là : preparing, open, paused ou ended."),
    {"type": "string", "enum": [each.value for each in CallSessionState]},
)  # fmt: skip
CALLS = (
    Endpoint(
        "GET", _PATH, "list_call_sessions", _("Les sessions d’appels que vous voyez, les dernières d’abord"),
        S.PROSPECTING_READ, _list, query=(_STATE, *PAGED), answer=lambda: page_schema(_SESSION), group=_GROUP,
    ),
    Endpoint(
        "GET", _ONE, "get_call_session", _("Une session d’appels et ses chiffres"), S.PROSPECTING_READ, _show,
        answer=lambda: _WHOLE, group=_GROUP,
    ),
    Endpoint(
        "GET", f"{_ONE}/calls", "list_session_calls", _("Les appels d’une session, les derniers d’abord"),
        S.PROSPECTING_READ, _calls, query=PAGED, answer=lambda: page_schema(_CALL), group=_GROUP,
    ),
    Endpoint(
        "POST", f"{_ONE}/next", "take_next_call", _("Prendre le numéro suivant ; celui que vous avez en main reste"),
        S.PROSPECTING_WRITE, _next, body=lambda: input_schema({}),
        answer=lambda: record({"target": {"type": ["object", "null"]}}), group=_GROUP,
    ),
    Endpoint(
        "POST", f"{_ONE}/calls", "note_call", _("Noter ce qu’a donné l’appel du numéro que vous avez en main"),
        S.PROSPECTING_WRITE, _report, body=_body, answer=lambda: _CALL, status=201, group=_GROUP,
    ),
)  # fmt: skip
