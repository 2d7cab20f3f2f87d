"""Up to 1,000 companies in one call: each row has its own end."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from negoce.api.companies.resource import KINDS_NEW, finders
from negoce.api.endpoints import Answer, Call, Endpoint
from negoce.api.problems import Problem, invalid
from negoce.api.records.custom import custom_kinds, part_custom
from negoce.api.records.given import read_fields
from negoce.api.records.inputs import input_schema
from negoce.companies.actions.company_bulk_create import MOST_ROWS, create_companies
from negoce.identity.rules.token_scopes import TokenScope as S


def _create_many(call: Call) -> Answer:
    rows = call.body.get("rows")
    if set(call.body) != {"rows"} or not isinstance(rows, list) or not rows or len(rows) > MOST_ROWS:
        raise invalid(
            "rows", _now("Une liste « rows » de 1 à %(max)s fiches est attendue.") % {"max": MOST_ROWS}
        )
    find = _remembering(call)
    kinds = {**KINDS_NEW, **custom_kinds(call.actor, "company")}
    ends: list[dict[str, Any] | None] = [None] * len(rows)
    readable: dict[int, dict[str, object]] = {}
    for at, row in enumerate(rows):
        try:
            if not isinstance(row, dict):
                raise invalid("rows", _now("Chaque ligne est un objet : { champ: valeur }."))
            own, custom = part_custom(read_fields(row, kinds, find))
            readable[at] = {**own.values, **custom.values}
        except Problem as problem:
            ends[at] = _refused(at, problem.detail, problem.errors)
    results = create_companies(call.actor, rows=list(readable.values()))
    for at, result in zip(readable, results, strict=True):
        if result.company is None:
            ends[at] = _refused(at, result.message, result.errors)
        else:
            ends[at] = {"row": at, "status": 201, "id": result.company.public_id}
    created = sum(1 for end in ends if end and end["status"] == 201)
    return Answer({"created": created, "refused": len(rows) - created, "results": ends})


def _refused(at: int, detail: str, errors: Any) -> dict[str, Any]:
    return {
        "row": at,
        "status": 422,
        "detail": detail,
        "errors": [{"field": name, "messages": list(messages)} for name, messages in errors.items()],
    }


def _remembering(call: Call) -> dict[str, Any]:
    """Looks each person and parent up once, whatever the number of rows."""
    known: dict[tuple[str, str], object] = {}

    def once(name: str, find: Any) -> Any:
        def found(public_id: str) -> object:
            key = (name, public_id)
            if key not in known:
                known[key] = find(public_id)
            return known[key]

        return found

    return {name: once(name, find) for name, find in finders(call.actor).items()}


def _answer() -> dict[str, Any]:
    row = {
        "type": "object",
        "required": ["row", "status"],
        "properties": {
            "row": {"type": "integer", "description": "place in the request, from 0"},
            "status": {"type": "integer", "enum": [201, 422]},
            "id": {"type": "string"},
            "detail": {"type": "string"},
            "errors": {"type": "array", "items": {"type": "object"}},
        },
    }
    return {
        "type": "object",
        "required": ["created", "refused", "results"],
        "properties": {
            "created": {"type": "integer"},
            "refused": {"type": "integer"},
            "results": {"type": "array", "items": row},
        },
    }


def _body() -> dict[str, Any]:
    rows = {
        "type": "array",
        "minItems": 1,
        "maxItems": MOST_ROWS,
        "items": input_schema(KINDS_NEW, needed=["name"], custom=True),
    }
    return {
        "type": "object",
        "required": ["rows"],
        "properties": {"rows": rows},
        "additionalProperties": False,
    }


BULK = Endpoint(
    "POST", "companies/bulk", "create_companies", _("Créer jusqu’à 1 000 entreprises en un appel"),
    S.COMPANIES_WRITE, _create_many, body=_body, answer=_answer, group=_("Entreprises"),
)  # fmt: skip
