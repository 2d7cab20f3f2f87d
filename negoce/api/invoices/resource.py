"""What an invoice, a deposit invoice or a credit note is to programs: lines, VAT, totals, what it goes with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from negoce.api.records.resource import Resource
from negoce.api.records.schemas import ID
from negoce.api.records.values import plain
from negoce.billing.models import DepositUse, FiscalDocument, FiscalLine
from negoce.billing.queries.document_list import DOCUMENT_LIST
from negoce.billing.queries.visible import visible_documents
from negoce.identity.enums import FieldGroup
from negoce.identity.rules.actor import Actor

_TEXTS = (
    "currency", "term_kind", "term_sector", "early_payment", "commitment_number", "service_code", "reason", "note",
)  # fmt: skip
_AMOUNTS = ("gross", "cash_discount", "shipping", "vat", "prepaid")
_LINE_TEXTS = ("kind", "code", "label", "description", "unit", "vat_category")
_LINE_NUMBERS = ("quantity", "unit_price", "allowance", "net", "vat_rate")


def _more(actor: Actor, public_id: str) -> Mapping[str, Any]:
    """Four queries, whatever the number of lines."""
    found = visible_documents(actor).select_related("corrected").filter(public_id=public_id).first()
    if found is None:
        return {}
    with_cost = actor.may_read(FieldGroup.MARGIN)
    lines = found.lines.order_by("position", "id")
    deposits = found.deposits_used.select_related("deposit").order_by("pk")
    return {
        **{name: getattr(found, name) for name in _TEXTS},
        **{name: plain(getattr(found, name)) for name in _AMOUNTS},
        "term_days": found.term_days,
        "reductions": found.reductions,
        "vat_table": found.vat_table,
        "lines": [_line(line, with_cost=with_cost) for line in lines],
        "deposits": [_deposit(use) for use in deposits],
        "corrected": _ref(found.corrected),
        "credit_notes": [
            {**(_ref(each) or {}), "state": each.state, "incl_vat": plain(each.incl_vat)}
            for each in found.credit_notes.order_by("pk")
        ],
    }


def _line(line: FiscalLine, *, with_cost: bool) -> Mapping[str, Any]:
    told: dict[str, Any] = {"position": line.position, "reductions": line.reductions}
    told |= {name: getattr(line, name) for name in _LINE_TEXTS}
    told |= {name: plain(getattr(line, name)) for name in _LINE_NUMBERS}
    return {**told, "unit_cost": plain(line.unit_cost)} if with_cost else told


def _deposit(use: DepositUse) -> Mapping[str, Any]:
    return {**(_ref(use.deposit) or {}), "amount": plain(use.amount)}


def _ref(document: FiscalDocument | None) -> dict[str, Any] | None:
    return {"id": document.public_id, "number": document.number} if document else None


_STRING: dict[str, Any] = {"type": "string"}
_ROWS: dict[str, Any] = {"type": "array", "items": {"type": "object", "additionalProperties": _STRING}}
_REF = {"id": ID, "number": _STRING}
_LINE: dict[str, Any] = {
    "type": "object",
    "properties": {
        "position": {"type": "integer"},
        "reductions": _ROWS,
        **dict.fromkeys((*_LINE_TEXTS, *_LINE_NUMBERS), _STRING),
        "unit_cost": {"type": ["string", "null"]},
    },
}
INVOICES = Resource(
    DOCUMENT_LIST,
    _more,
    {
        **dict.fromkeys((*_TEXTS, *_AMOUNTS), _STRING),
        "term_days": {"type": "integer"},
        "reductions": _ROWS,
        "vat_table": _ROWS,
        "lines": {"type": "array", "items": _LINE},
        "deposits": {"type": "array", "items": {"type": "object", "properties": {**_REF, "amount": _STRING}}},
        "corrected": {"type": ["object", "null"], "properties": _REF},
        "credit_notes": {
            "type": "array",
            "items": {"type": "object", "properties": {**_REF, "state": _STRING, "incl_vat": _STRING}},
        },
    },
    joined=True,
)
