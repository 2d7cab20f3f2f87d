"""Custom fields on their way in: among the other fields of a record, under their keys, with the same rights."""

from __future__ import annotations

from collections.abc import Mapping

from negoce.api.problems import Problem
from negoce.api.records.given import Given, Kind
from negoce.companies.actions.custom_value_set import set_custom_value
from negoce.companies.enums import CustomType
from negoce.companies.models import Company, Contact
from negoce.companies.permissions import is_custom
from negoce.companies.queries.custom_fields import readable_custom
from negoce.companies.rules.custom_values import NO, YES
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Conflict, Refused

KINDS: Mapping[CustomType, Kind] = {
    CustomType.TEXT: Kind.TEXT,
    CustomType.NUMBER: Kind.NUMBER,
    CustomType.AMOUNT: Kind.NUMBER,
    CustomType.DATE: Kind.TEXT,
    CustomType.CHOICE: Kind.TEXT,
    CustomType.YES_NO: Kind.FLAG,
}


def custom_kinds(actor: Actor, kind: str) -> Mapping[str, Kind]:
    """What JSON each custom field of companies or contacts takes; those that the actor may not read are unknown."""
    return {one.key: KINDS[one.type] for one in readable_custom(actor, kind)}


def part_custom(given: Given) -> tuple[Given, Given]:
    """The record's own values, and those of custom fields as their action takes them."""
    return (
        Given(_without_custom(given.values), _without_custom(given.seen)),
        Given(_custom_only(given.values), _custom_only(given.seen)),
    )


def store_custom(actor: Actor, row: Company | Contact, given: Given, guard_reason: str = "") -> None:
    """Store values of custom fields, in the caller's transaction.

    Raises Problem with every value that a field does not take, NotAllowed, and Conflict for a value seen otherwise.
    """
    refusals: list[Refused] = []
    for key, value in given.values.items():
        seen = given.seen.get(key)
        try:
            set_custom_value(actor, row, key=key, value=value, seen=seen, guard_reason=guard_reason)
        except Conflict:
            raise
        except Refused as refused:
            refusals.append(refused)
    if len(refusals) == 1:
        # As it came: it may say that a reason would be taken.
        raise refusals[0]
    if refusals:
        errors = {name: messages for one in refusals for name, messages in one.fields.items()}
        raise Problem("invalid", refusals[0].message, errors=errors)


def _without_custom(values: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in values.items() if not is_custom(name)}


def _custom_only(values: Mapping[str, object]) -> dict[str, object]:
    return {name: _plain(value) for name, value in values.items() if is_custom(name)}


def _plain(value: object) -> object:
    if isinstance(value, bool):
        return YES if value else NO
    # Nothing, and not « unsaid »: what was seen may be an empty field.
    return "" if value is None else value
