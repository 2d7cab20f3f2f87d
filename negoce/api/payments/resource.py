"""What payments and the lines of a customer's account are to programs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from negoce.api.records.resource import Resource
from negoce.api.records.schemas import ID
from negoce.api.records.values import plain
from negoce.billing.models import Payment, Receivable, Settlement
from negoce.billing.queries.payments.lists import PAYMENT_LIST, RECEIVABLE_LIST
from negoce.billing.queries.payments.settled import settlements_of
from negoce.billing.queries.payments.visible import visible_payments, visible_receivables
from negoce.identity.rules.actor import Actor


def _payment(actor: Actor, public_id: str) -> Mapping[str, Any]:
    found = visible_payments(actor).filter(public_id=public_id).first()
    if found is None:
        return {}
    rows = Settlement.objects.filter(payment=found).select_related("receivable__document").order_by("pk")
    matches = [
        {**_settled(each), "receivable": _ref(each.receivable), "invoice": _invoice(each.receivable)}
        for each in rows
    ]
    return {"currency": found.currency, "matches": matches}


def _receivable(actor: Actor, public_id: str) -> Mapping[str, Any]:
    rows = visible_receivables(actor).select_related("document").filter(public_id=public_id)
    found = rows.first()
    if found is None:
        return {}
    owed = found.is_open and found.amount > 0 and found.due_on is not None
    late = (timezone.localdate() - found.due_on).days if owed and found.due_on is not None else 0
    return {
        "currency": found.currency,
        "settled": plain(found.settled),
        "late_days": max(late, 0),
        "dispute_reason": found.dispute_reason,
        "invoice": _invoice(found),
        "settlements": [
            {
                **_settled(each),
                "payment": _ref(each.payment),
                "credit": _ref(each.credit),
                "difference": each.difference,
            }
            for each in settlements_of(found)
        ],
    }


def _settled(settlement: Settlement) -> dict[str, Any]:
    return {"amount": plain(settlement.amount), "settled_on": plain(settlement.settled_on)}


def _ref(row: Receivable | Payment | None) -> dict[str, str] | None:
    return {"id": row.public_id, "reference": row.reference} if row is not None else None


def _invoice(row: Receivable) -> dict[str, str] | None:
    """Our own document; one of the past has none."""
    document = row.document
    return {"id": document.public_id, "number": document.number} if document is not None else None


_STRING: dict[str, Any] = {"type": "string"}
_REF: dict[str, Any] = {"type": ["object", "null"], "properties": {"id": ID, "reference": _STRING}}
_INVOICE: dict[str, Any] = {"type": ["object", "null"], "properties": {"id": ID, "number": _STRING}}
_SETTLED: dict[str, Any] = {"amount": _STRING, "settled_on": {**_STRING, "format": "date"}}


def _rows(**properties: Any) -> dict[str, Any]:
    return {"type": "array", "items": {"type": "object", "properties": {**_SETTLED, **properties}}}


PAYMENTS = Resource(
    PAYMENT_LIST,
    _payment,
    {"currency": _STRING, "matches": _rows(receivable=_REF, invoice=_INVOICE)},
    joined=True,
)
RECEIVABLES = Resource(
    RECEIVABLE_LIST,
    _receivable,
    {
        **dict.fromkeys(("currency", "settled", "dispute_reason"), _STRING),
        "late_days": {"type": "integer"},
        "invoice": _INVOICE,
        "settlements": _rows(payment=_REF, credit=_REF, difference=_STRING),
    },
    joined=True,
)
