"""How qualification and referrals are written as JSON."""

from __future__ import annotations

from typing import Any

from negoce.companies.models import Company, Contact
from negoce.identity.enums import FieldGroup
from negoce.identity.rules.actor import Actor
from negoce.prospecting.models import Referral
from negoce.prospecting.queries.qualification import Qualification
from negoce.prospecting.words.qualification import criterion_label, criterion_question, grid_name

_TEXT = {"type": "string"}
_DAY = {"type": ["string", "null"], "format": "date"}
_REF = {"type": ["object", "null"]}
QUALIFICATION_SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "grid": _TEXT,
        "name": _TEXT,
        "percent": {"type": "string", "description": "criteria answered yes, in percent"},
        "validated": {"type": "boolean"},
        "qualified_on": _DAY,
        "criteria": {"type": "array", "items": {"type": "object"}},
    },
}
REFERRAL_SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "id": _TEXT,
        "referrer": _REF,
        "referred": _REF,
        "referrer_contact": _REF,
        "referred_contact": _REF,
        "given_on": _DAY,
        "may_be_named": {"type": "boolean"},
        "consent_on": _DAY,
        "outcome": {"type": "string", "enum": ["waiting", "met", "customer", "declined"]},
        "won_on": _DAY,
        "reward": _TEXT,
        "reward_amount": {"type": ["string", "null"]},
        "rewarded_on": _DAY,
        "note": _TEXT,
    },
}


def qualification_json(found: Qualification) -> dict[str, Any]:
    """A grid on a company, with what holds of each criterion."""
    return {
        "grid": found.grid.key,
        "name": grid_name(found.grid),
        "percent": f"{found.worked.value.percent:f}",
        "validated": found.worked.value.is_validated,
        "qualified_on": found.since.isoformat() if found.since else None,
        "criteria": [
            {
                "key": f"{found.grid.key}.{line.criterion.key}",
                "label": criterion_label(found.grid, line.criterion),
                "question": criterion_question(found.grid, line.criterion),
                "answer": line.answer.value,
                "text": line.held.text if line.held is not None else "",
                "answered_on": line.held.answered_on.isoformat() if line.held is not None else None,
                "entries": len(line.entries),
            }
            for line in found.lines
        ],
    }


def referral_json(actor: Actor, row: Referral) -> dict[str, Any]:
    """A referral; people only for those who read them."""
    return {
        "id": row.public_id,
        "referrer": _company(row.referrer_company),
        "referred": _company(row.referred_company),
        "referrer_contact": _person(actor, row.referrer_contact),
        "referred_contact": _person(actor, row.referred_contact),
        **{
            name: day.isoformat() if (day := getattr(row, name)) else None
            for name in ("given_on", "consent_on", "won_on", "rewarded_on")
        },
        "may_be_named": row.may_be_named,
        "outcome": row.outcome,
        "reward": row.reward,
        "reward_amount": None if row.reward_amount is None else f"{row.reward_amount:.2f}",
        "note": row.note,
    }


def _company(row: Company) -> dict[str, str]:
    return {"id": row.public_id, "name": row.name}


def _person(actor: Actor, row: Contact | None) -> dict[str, str] | None:
    if row is None or row.erased_at is not None or row.deleted_at is not None:
        return None
    if not actor.may_read(FieldGroup.PERSONAL):
        return None
    return {"id": row.public_id, "name": row.full_name}
