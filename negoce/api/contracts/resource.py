"""What a contract is to programs: its term, what each period is invoiced for, the periods that are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from negoce.api.records.resource import Resource
from negoce.api.records.schemas import ID
from negoce.api.records.values import plain
from negoce.identity.enums import FieldGroup
from negoce.identity.rules.actor import Actor
from negoce.loyalty.models import ContractLine, ContractPeriod
from negoce.loyalty.queries.contracts import contract_page, visible_contracts
from negoce.loyalty.queries.lists import CONTRACT_LIST

_OWN = (
    "term_months", "notice_days", "in_advance", "buyer_reference", "indexation", "noticed_on", "invoiced_until",
    "ending_reason", "vat", "incl_vat",
)  # fmt: skip
_LINE_TEXTS = ("kind", "code", "label", "description", "unit", "vat_category")
_LINE_NUMBERS = ("quantity", "unit_price", "net", "vat_rate")


def _more(actor: Actor, public_id: str) -> Mapping[str, Any]:
    found = visible_contracts(actor).filter(public_id=public_id).first()
    if found is None:
        return {}
    page = contract_page(found, timezone.localdate())
    with_cost = actor.may_read(FieldGroup.MARGIN)
    return {
        **{name: plain(getattr(found, name)) for name in _OWN},
        "lines": [_line(each, with_cost=with_cost) for each in page.lines],
        "periods": [_period(each) for each in page.periods],
    }


def _line(line: ContractLine, *, with_cost: bool) -> Mapping[str, Any]:
    told: dict[str, Any] = {"position": line.position, "reductions": line.reductions}
    told |= {name: getattr(line, name) for name in _LINE_TEXTS}
    told |= {name: plain(getattr(line, name)) for name in _LINE_NUMBERS}
    return {**told, "unit_cost": plain(line.unit_cost)} if with_cost else told


def _period(period: ContractPeriod) -> Mapping[str, Any]:
    return {
        "starts_on": plain(period.starts_on),
        "ends_on": plain(period.ends_on),
        "invoice": {"id": period.document.public_id, "number": period.document.number},
    }


_STRING: dict[str, Any] = {"type": "string"}
_WHOLE: dict[str, Any] = {"type": "integer"}
_DAY: dict[str, Any] = {"type": ["string", "null"], "format": "date"}
_ROWS: dict[str, Any] = {"type": "array", "items": {"type": "object", "additionalProperties": _STRING}}
_LINE: dict[str, Any] = {
    "type": "object",
    "properties": {
        "position": {"type": "integer"},
        "reductions": _ROWS,
        **dict.fromkeys((*_LINE_TEXTS, *_LINE_NUMBERS), _STRING),
        "unit_cost": {"type": ["string", "null"]},
    },
}
_PERIOD: dict[str, Any] = {
    "type": "object",
    "properties": {
        "starts_on": _DAY,
        "ends_on": _DAY,
        "invoice": {"type": "object", "properties": {"id": ID, "number": _STRING}},
    },
}
CONTRACTS = Resource(
    CONTRACT_LIST,
    _more,
    {
        **dict.fromkeys(("buyer_reference", "indexation", "ending_reason", "vat", "incl_vat"), _STRING),
        **dict.fromkeys(("term_months", "notice_days"), _WHOLE),
        "in_advance": {"type": "boolean"},
        "noticed_on": _DAY,
        "invoiced_until": _DAY,
        "lines": {"type": "array", "items": _LINE},
        "periods": {"type": "array", "items": _PERIOD},
    },
    joined=True,
)
