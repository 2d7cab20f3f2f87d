"""Playbooks: read with their steps and their effect, written, previewed, switched on and off."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from negoce.api.endpoints import Answer, Call, Endpoint, Parameter
from negoce.api.problems import invalid
from negoce.api.records.given import Kind, person_of, read_fields
from negoce.api.records.inputs import input_schema
from negoce.api.records.links import only
from negoce.api.records.one import load
from negoce.api.steering.shapes import (
    COUNT,
    DAY,
    FLAG,
    GROUP,
    TEXT,
    day,
    effect_json,
    items_of,
    record,
)
from negoce.automation.actions.playbooks.preview import preview
from negoce.automation.actions.playbooks.save import remove_step, save_playbook, save_step
from negoce.automation.actions.playbooks.switch import switch_off, switch_on
from negoce.automation.models import Playbook, PlaybookStep, SegmentOffer
from negoce.automation.playbook_words import playbook_name, step_body, step_subject
from negoce.automation.queries.playbooks.effect import playbook_effect
from negoce.automation.queries.playbooks.pages import RunCounts, all_playbooks, kept_steps, run_counts
from negoce.identity.permissions import require_house_reader
from negoce.identity.rules.actor import Actor
from negoce.identity.rules.token_scopes import TokenScope as S
from negoce.outbox.models import MessageTemplate
from negoce.portfolio.queries.whole_house import require_house

_OWN: Mapping[str, Kind] = {
    **dict.fromkeys(("name", "status"), Kind.TEXT),
    **dict.fromkeys(("control_percent", "starts_per_day", "effect_days"), Kind.NUMBER),
    **dict.fromkeys(("stops_on_order", "stops_on_answer"), Kind.FLAG),
    "owner": Kind.RECORD,
}
_STEP: Mapping[str, Kind] = {
    **dict.fromkeys(("kind", "subject", "body"), Kind.TEXT),
    "delay_days": Kind.NUMBER,
    "automatic": Kind.FLAG,
    **dict.fromkeys(("template", "assignee", "offer"), Kind.RECORD),
}
_PRESENT = Parameter(
    "present",
    _("« yes » : aussi qui est déjà dans le statut ; sinon, seulement qui y entre à partir d’aujourd’hui."),
)


def _list(call: Call) -> Answer:
    require_house_reader(call.actor)
    rows = all_playbooks()
    counts = run_counts(rows, call.actor)
    return Answer({"items": [_json(row, counts.get(row.pk, RunCounts())) for row in rows]})


def _show(call: Call) -> Answer:
    require_house_reader(call.actor)
    return Answer(_whole(call.actor, _load(call)))


def _make(call: Call) -> Answer:
    given = read_fields(call.body, _OWN, {"owner": person_of}).values
    flags = {"stops_on_order": True, "stops_on_answer": True}
    made = save_playbook(call.actor, None, values={**flags, **_plain(given)})
    return Answer(_whole(call.actor, _again(made)), status=201)


def _change(call: Call) -> Answer:
    require_house(call.actor)
    row = _load(call)
    given = read_fields(call.body, _OWN, {"owner": person_of}).values
    now = {name: getattr(row, name) for name in _OWN} | {"name": playbook_name(row)}
    return Answer(_whole(call.actor, _again(save_playbook(call.actor, row, values={**now, **_plain(given)}))))


def _switch(call: Call) -> Answer:
    require_house(call.actor)
    only(call, frozenset({"on", "present"}))
    on, present = call.body.get("on"), call.body.get("present", False)
    if not isinstance(on, bool) or not isinstance(present, bool):
        raise invalid("on", _now("true ou false est attendu."))
    row, today = _load(call), timezone.localdate()
    if on:
        switch_on(call.actor, row, takes_present=present, today=today)
    else:
        switch_off(call.actor, row, today=today)
    return Answer(_whole(call.actor, _again(row)))


def _preview(call: Call) -> Answer:
    require_house(call.actor)
    today = timezone.localdate()
    found = preview(_load(call), None if call.query.get("present", "") == "yes" else today)
    first = [
        {
            "id": each.company.public_id,
            "name": each.company.name,
            "since": day(each.since),
            "messages": each.reach.value,
        }
        for each in found.first
    ]
    return Answer(
        {"companies": found.companies, "control": found.control, "days": found.days, "first": first}
    )


def _add_step(call: Call) -> Answer:
    require_house(call.actor)
    row = _load(call)
    find = {"template": _template, "assignee": person_of, "offer": _offer}
    given = read_fields(call.body, _STEP, find).values
    save_step(call.actor, row, None, values=_plain(given))
    return Answer(_whole(call.actor, _again(row)), status=201)


def _drop_step(call: Call) -> Answer:
    require_house(call.actor)
    rows = PlaybookStep.objects.filter(removed_at__isnull=True).order_by("pk")
    remove_step(call.actor, load(rows, call.public_id))
    return Answer(status=204)


def _load(call: Call) -> Playbook:
    rows = Playbook.objects.order_by("pk").select_related("owner").prefetch_related(kept_steps())
    return load(rows, call.public_id)


def _again(row: Playbook) -> Playbook:
    return Playbook.objects.select_related("owner").prefetch_related(kept_steps()).get(pk=row.pk)


def _template(public_id: str) -> MessageTemplate | None:
    return MessageTemplate.objects.filter(public_id=public_id, is_active=True).order_by("pk").first()


def _offer(public_id: str) -> SegmentOffer | None:
    return SegmentOffer.objects.filter(public_id=public_id).order_by("pk").first()


def _plain(given: Mapping[str, object]) -> dict[str, object]:
    """Numbers as people type them: the rules read texts."""
    return {
        name: str(value) if _OWN.get(name, _STEP.get(name)) is Kind.NUMBER else value
        for name, value in given.items()
        if value is not None
    }


def _whole(actor: Actor, row: Playbook) -> dict[str, Any]:
    counts = run_counts([row], actor).get(row.pk, RunCounts())
    found = playbook_effect(row, timezone.localdate(), actor)
    return {**_json(row, counts), "effect": effect_json(actor, found)}


def _json(row: Playbook, counts: RunCounts) -> dict[str, Any]:
    return {
        "id": row.public_id,
        "name": playbook_name(row),
        **{name: getattr(row, name) for name in ("status", "is_active", *_NUMBERS, *_FLAGS)},
        "takes_from": day(row.takes_from),
        "owner": row.owner.public_id if row.owner is not None else None,
        "steps": [_step_json(row, step) for step in row.steps.all()],
        **{name: getattr(counts, name) for name in _COUNTS},
    }


def _step_json(row: Playbook, step: PlaybookStep) -> dict[str, Any]:
    return {
        "id": step.public_id,
        "kind": step.kind,
        "delay_days": step.delay_days,
        "subject": step_subject(row, step),
        "body": step_body(row, step),
        "automatic": step.automatic,
        "template": step.template.public_id if step.template is not None else None,
        "assignee": step.assignee.public_id if step.assignee is not None else None,
        "offer": step.offer.public_id if step.offer is not None else None,
    }


_NUMBERS = ("control_percent", "starts_per_day", "effect_days")
_FLAGS = ("stops_on_order", "stops_on_answer")
_COUNTS = ("running", "begun", "control", "ordered", "answered")
_ROW: dict[str, Any] = record(
    {
        **dict.fromkeys(("id", "name", "status"), TEXT),
        **dict.fromkeys(("is_active", *_FLAGS), FLAG),
        **dict.fromkeys((*_NUMBERS, *_COUNTS), COUNT),
        "takes_from": DAY,
        "steps": {"type": "array", "items": {"type": "object"}},
    }
)
_ONE: dict[str, Any] = record({**_ROW["properties"], "effect": {"type": "object"}})
_SWITCH: dict[str, Any] = {
    "type": "object", "required": ["on"], "properties": {"on": FLAG, "present": FLAG},
    "additionalProperties": False,
}  # fmt: skip
_PATH = "playbooks/{id}"
PLAYBOOKS = (
    Endpoint(
        "GET", "playbooks", "list_playbooks", _("Les scénarios, leurs étapes, et avec combien d’entreprises"),
        S.STEERING_READ, _list, answer=lambda: items_of(_ROW), group=GROUP,
    ),
    Endpoint(
        "POST", "playbooks", "make_playbook", _("Écrire un scénario, coupé"), S.STEERING_WRITE, _make,
        body=lambda: input_schema(_OWN, needed=["name", "status"]), answer=lambda: _ONE, status=201, group=GROUP,
    ),
    Endpoint(
        "GET", _PATH, "get_playbook", _("Un scénario et ce qu’il rapporte"), S.STEERING_READ, _show,
        answer=lambda: _ONE, group=GROUP,
    ),
    Endpoint(
        "PATCH", _PATH, "change_playbook", _("Modifier un scénario"), S.STEERING_WRITE, _change,
        body=lambda: input_schema(_OWN), answer=lambda: _ONE, group=GROUP,
    ),
    Endpoint(
        "GET", f"{_PATH}/preview", "preview_playbook", _("Qui un scénario prendrait s’il était mis en marche"),
        S.STEERING_READ, _preview, query=(_PRESENT,), answer=lambda: {"type": "object"}, group=GROUP,
    ),
    Endpoint(
        "POST", f"{_PATH}/switch", "switch_playbook", _("Mettre un scénario en marche, ou le couper"),
        S.STEERING_WRITE, _switch, body=lambda: _SWITCH, answer=lambda: _ONE, group=GROUP,
    ),
    Endpoint(
        "POST", f"{_PATH}/steps", "add_playbook_step", _("Ajouter une étape à un scénario"), S.STEERING_WRITE,
        _add_step, body=lambda: input_schema(_STEP, needed=["kind", "subject"]), answer=lambda: _ONE,
        status=201, group=GROUP,
    ),
    Endpoint(
        "DELETE", "playbook-steps/{id}", "remove_playbook_step", _("Retirer une étape ; ce qu’elle a fait reste"),
        S.STEERING_WRITE, _drop_step, status=204, group=GROUP,
    ),
)  # fmt: skip
