"""What a company is to programs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from negoce.api.records.given import Kind, person_of
from negoce.api.records.resource import Resource
from negoce.companies.enums import AddressKind
from negoce.companies.models import Address, Company
from negoce.companies.queries.lists.companies import COMPANY_LIST
from negoce.companies.queries.visible import visible_companies
from negoce.companies.rules.company_values import ADDRESS_LINES, AMOUNTS, COUNTS, EDITABLE
from negoce.identity.rules.actor import Actor

_MORE = ("facebook", "instagram", "activity_code_version", "is_fictional")
TEXT = {"type": "string"}
KINDS: Mapping[str, Kind] = {
    **dict.fromkeys(EDITABLE, Kind.TEXT),
    **dict.fromkeys(("headcount", *COUNTS, *AMOUNTS), Kind.NUMBER),
    **dict.fromkeys(("owner", "parent"), Kind.RECORD),
    "activity_code_version": Kind.TEXT,
}
KINDS_NEW: Mapping[str, Kind] = {**KINDS, **dict.fromkeys(ADDRESS_LINES, Kind.TEXT)}


def _more(actor: Actor, public_id: str) -> Mapping[str, Any]:
    found = visible_companies(actor).filter(public_id=public_id).values(*_MORE).first() or {}
    head_office = Address.objects.filter(
        company__public_id=public_id, kind=AddressKind.HEAD_OFFICE.value
    ).order_by("pk")
    lines = head_office.values(*ADDRESS_LINES).first() or dict.fromkeys(ADDRESS_LINES, "")
    return {**found, **lines}


COMPANIES = Resource(
    COMPANY_LIST,
    _more,
    {
        **dict.fromkeys((*_MORE[:3], *ADDRESS_LINES), TEXT),
        "is_fictional": {"type": "boolean"},
    },
)


def finders(actor: Actor) -> Mapping[str, Any]:
    """How the records that a company points at are found, among those that the actor sees."""

    def company(public_id: str) -> Company | None:
        return visible_companies(actor).filter(public_id=public_id).first()

    return {"owner": person_of, "parent": company}
