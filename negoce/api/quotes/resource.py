"""What a quote is to programs: the columns of its list, its lines and its totals."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from negoce.api.records.resource import Resource
from negoce.api.records.values import plain
from negoce.identity.enums import FieldGroup
from negoce.identity.rules.actor import Actor
from negoce.negotiation.models import QuoteLine
from negoce.negotiation.queries.quote_lists import QUOTE_LIST
from negoce.negotiation.queries.quotes import current_version, lines_of, visible_quotes

_TEXTS = ("kind", "code", "label", "description", "unit", "vat_category", "option_group")
_NUMBERS = ("quantity", "unit_price", "net", "vat_rate")
_FLAGS = ("is_option", "is_chosen")


def _more(actor: Actor, public_id: str) -> Mapping[str, Any]:
    quote = visible_quotes(actor).filter(public_id=public_id).first()
    if quote is None:
        return {}
    version = current_version(quote)
    with_cost = actor.may_read(FieldGroup.MARGIN)
    return {
        "vat": plain(version.vat),
        "incl_vat": plain(version.incl_vat),
        "vat_table": version.vat_table,
        "lines": [_line(line, with_cost=with_cost) for line in lines_of(version)],
    }


def _line(line: QuoteLine, *, with_cost: bool) -> Mapping[str, Any]:
    told: dict[str, Any] = {"position": line.position, "reductions": line.reductions}
    told |= {name: getattr(line, name) for name in (*_TEXTS, *_FLAGS)}
    told |= {name: plain(getattr(line, name)) for name in _NUMBERS}
    return {**told, "unit_cost": plain(line.unit_cost)} if with_cost else told


_STRING: dict[str, Any] = {"type": "string"}
_ROWS: dict[str, Any] = {"type": "array", "items": {"type": "object", "additionalProperties": _STRING}}
_LINE: dict[str, Any] = {
    "type": "object",
    "properties": {
        "position": {"type": "integer"},
        "reductions": _ROWS,
        **dict.fromkeys((*_TEXTS, *_NUMBERS), _STRING),
        **{name: {"type": "boolean"} for name in _FLAGS},
        "unit_cost": {"type": ["string", "null"]},
    },
}
QUOTES = Resource(
    QUOTE_LIST,
    _more,
    {"vat": _STRING, "incl_vat": _STRING, "vat_table": _ROWS, "lines": {"type": "array", "items": _LINE}},
    joined=True,
)
