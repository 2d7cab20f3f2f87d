"""The sales action plan of a year, and what is set for the customers of each status."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from negoce.api.endpoints import Answer, Call, Endpoint
from negoce.api.problems import invalid
from negoce.api.records.given import Kind, read_fields, text_option
from negoce.api.records.inputs import REASON, input_schema
from negoce.api.records.links import only
from negoce.api.records.numbers import as_typed, number_of
from negoce.api.records.one import load
from negoce.api.steering.shapes import (
    AMOUNT,
    COUNT,
    DAY,
    GROUP,
    PERHAPS,
    TEXT,
    YEAR,
    amount,
    day,
    items_of,
    record,
    year_of,
)
from negoce.identity.enums import FieldGroup
from negoce.identity.rules.actor import Actor
from negoce.identity.rules.token_scopes import TokenScope as S
from negoce.portfolio.actions.plan_save import AMOUNTS, COUNTS, FIELDS, MARGINS, remove_action, save_action
from negoce.portfolio.actions.status_budget_save import MOST, set_status_budget
from negoce.portfolio.documents.plan_book import plan_book
from negoce.portfolio.enums import LifeStatus, PlanPart
from negoce.portfolio.models import PlannedAction
from negoce.portfolio.queries.budgets import StatusLine, status_year
from negoce.portfolio.queries.service_costs import current_service_costs, visit_cost_on
from negoce.portfolio.queries.whole_house import require_house
from negoce.portfolio.rules.action_plan import PlanSums

_NUMBERS = (*AMOUNTS, *COUNTS, "first_month", "last_month")
_FIELDS: Mapping[str, Kind] = {name: Kind.NUMBER if name in _NUMBERS else Kind.TEXT for name in FIELDS}
_BESIDES = frozenset({"guard_reason"})


def _plan(call: Call) -> Answer:
    year = year_of(call)
    book = plan_book(call.actor, year, timezone.localdate())
    return Answer(
        {
            "year": year,
            "items": [
                {**_action(call.actor, line.action), "counted_customers": line.counted}
                for part in PlanPart
                for line in book.lines[part]
            ],
            "sums": {
                **{part.value: _sums(book.sums[part], margins=book.margins) for part in PlanPart},
                "all": _sums(book.whole, margins=book.margins),
            },
        }
    )


def _add(call: Call) -> Answer:
    require_house(call.actor)
    year = year_of(call, call.body.get("year"))
    given = read_fields(call.body, _FIELDS, {}, besides=_BESIDES | {"year"}).values
    values = {"first_month": "1", "last_month": "12", **_texts(call, given)}
    made = save_action(
        call.actor, None, year=year, values=values, reason=text_option(call.body, "guard_reason")
    )
    return Answer(_action(call.actor, made), status=201)


def _change(call: Call) -> Answer:
    require_house(call.actor)
    row = _load(call)
    given = read_fields(call.body, _FIELDS, {}, besides=_BESIDES).values
    stored = {name: getattr(row, name) for name in FIELDS if name != "owner"}
    now = {
        **_texts(call, {name: _number(name, value) for name, value in stored.items()}),
        "owner": row.owner.public_id if row.owner is not None else "",
    }
    changed = save_action(
        call.actor,
        row,
        year=row.year,
        values={**now, **_texts(call, given)},
        revision=row.revision,
        reason=text_option(call.body, "guard_reason"),
    )
    return Answer(_action(call.actor, changed))


def _remove(call: Call) -> Answer:
    require_house(call.actor)
    remove_action(call.actor, _load(call))
    return Answer(status=204)


def _load(call: Call) -> PlannedAction:
    return load(PlannedAction.objects.select_related("owner").order_by("pk"), call.public_id)


def _number(name: str, value: Any) -> Any:
    return number_of(value, name) if name in _NUMBERS and value is not None else value


def _texts(call: Call, given: Mapping[str, object]) -> dict[str, str]:
    """Values as a person would type them: the action reads texts."""
    return {name: "" if value is None else str(as_typed(call.actor, value)) for name, value in given.items()}


def _action(actor: Actor, row: PlannedAction) -> dict[str, Any]:
    margins = actor.may_read(FieldGroup.MARGIN)
    shown = [name for name in AMOUNTS if margins or name not in MARGINS]
    plain = ("name", "part", "status", "segment", "channel", "first_month", "last_month", "note", *COUNTS)
    return {
        "id": row.public_id,
        "year": row.year,
        **{name: getattr(row, name) for name in plain},
        "owner": row.owner.public_id if row.owner is not None else None,
        **{name: amount(getattr(row, name)) for name in shown},
    }


def _sums(sums: PlanSums, *, margins: bool) -> dict[str, Any]:
    found: dict[str, Any] = {
        "actions": sums.actions,
        "budget": amount(sums.budget),
        "expected_customers": sums.expected_customers,
        "actual_customers": sums.actual_customers,
    }
    if margins:
        for name in ("spent", "expected_margin", "actual_margin", "return_on_cost"):
            found[name] = amount(getattr(sums, name))
    return found


def _budgets(call: Call) -> Answer:
    year, today = year_of(call), timezone.localdate()
    found = status_year(call.actor, year, current_service_costs(), visit_cost_on(today))
    return Answer(
        {
            "year": year,
            "as_of": day(found.as_of),
            "whole_house": found.is_whole,
            "items": [_budget(call.actor, each) for each in found.lines],
        }
    )


def _set_budget(call: Call) -> Answer:
    require_house(call.actor)
    only(call, frozenset({"year", "status", *MOST}))
    status = call.body.get("status")
    if not isinstance(status, str) or status not in set(LifeStatus):
        raise invalid("status", _now("Choisissez dans la liste."))
    year = year_of(call, call.body.get("year", ""))
    for field in [name for name in MOST if name in call.body]:
        value = call.body[field]
        set_status_budget(
            call.actor, year=year, status=LifeStatus(status), field=field,
            value=None if value is None else number_of(value, field),
        )  # fmt: skip
    return _budgets(call)


def _budget(actor: Actor, line: StatusLine) -> dict[str, Any]:
    planned = line.planned
    found: dict[str, Any] = {
        "status": line.status.value,
        "heads": line.heads,
        "net": amount(line.net),
        "overdue": line.overdue,
        "target_heads": planned.target_heads,
        "budget": amount(planned.budget),
        "visits_a_year": amount(planned.visits_a_year),
        "visits": line.service.visits,
        "exchanges": line.service.exchanges,
        "messages": line.service.messages,
    }
    if actor.may_read(FieldGroup.MARGIN):
        found |= {name: amount(getattr(line, name)) for name in ("margin", "gained", "spent")} | {
            "unknown_gains": line.unknown_gains
        }
    return found


_ROW: dict[str, Any] = record(
    {
        **dict.fromkeys(("id", "name", "part", "status", "segment", "channel", "note"), TEXT),
        **dict.fromkeys(("year", "first_month", "last_month", *COUNTS, "counted_customers"), COUNT),
        **dict.fromkeys(AMOUNTS, AMOUNT),
        "owner": PERHAPS,
    }
)
_BUDGET: dict[str, Any] = record(
    {
        "status": TEXT,
        **dict.fromkeys(("net", "budget", "margin", "gained", "spent", "visits_a_year"), AMOUNT),
        **dict.fromkeys(
            (
                "heads",
                "overdue",
                "target_heads",
                "visits",
                "exchanges",
                "messages",
                "unknown_gains",
            ),
            COUNT,
        ),
    }
)
_LINES: dict[str, Any] = items_of(_BUDGET, year=COUNT, as_of=DAY, whole_house={"type": "boolean"})
_SET: dict[str, Any] = {
    "type": "object",
    "required": ["status"],
    "additionalProperties": False,
    "properties": {
        "year": {"type": "integer"},
        "status": {"type": "string", "enum": [each.value for each in LifeStatus]},
        **{name: {"type": ["number", "string", "null"]} for name in MOST},
    },
}
_GUARDED: dict[str, Any] = {"guard_reason": REASON}
PLAN = (
    Endpoint(
        "GET", "plan", "get_plan", _("Le plan d’actions commerciales d’une année"), S.STEERING_READ, _plan,
        query=(YEAR,), answer=lambda: items_of(_ROW, year=COUNT, sums={"type": "object"}), group=GROUP,
    ),
    Endpoint(
        "POST", "plan", "add_planned_action", _("Ajouter une action au plan"), S.STEERING_WRITE, _add,
        body=lambda: input_schema(
            _FIELDS, needed=["name", "part"], more={**_GUARDED, "year": {"type": "integer"}}
        ),
        answer=lambda: _ROW, status=201, group=GROUP,
    ),
    Endpoint(
        "PATCH", "planned-actions/{id}", "change_planned_action", _("Modifier une action, ou dire ce qui en est venu"),
        S.STEERING_WRITE, _change, body=lambda: input_schema(_FIELDS, more=_GUARDED), answer=lambda: _ROW,
        group=GROUP,
    ),
    Endpoint(
        "DELETE", "planned-actions/{id}", "remove_planned_action", _("Retirer une action du plan"),
        S.STEERING_WRITE, _remove, status=204, group=GROUP,
    ),
    Endpoint(
        "GET", "budgets", "get_budgets", _("Les budgets et objectifs par statut d’une année"), S.STEERING_READ,
        _budgets, query=(YEAR,), answer=lambda: _LINES, group=GROUP,
    ),
    Endpoint(
        "PATCH", "budgets", "set_budget", _("Fixer ce que l’on vise pour un statut"), S.STEERING_WRITE,
        _set_budget, body=lambda: _SET, answer=lambda: _LINES, group=GROUP,
    ),
)  # fmt: skip
