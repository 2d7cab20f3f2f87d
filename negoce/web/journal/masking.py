"""Values of sensitive fields in the journal: shown only to who reads the field on the record itself."""

from __future__ import annotations

import re
from collections.abc import Mapping

from negoce.companies.permissions import SENSITIVE_FIELDS, is_custom, may_read_field
from negoce.companies.queries.lists.definition import hidden_columns
from negoce.companies.queries.lists.registry import LISTS
from negoce.identity.enums import FieldGroup
from negoce.identity.rules.actor import Actor
from negoce.negotiation.rules.financing_terms import OUR_FIELDS

# Records that are sensitive as a whole, whatever the field.
SENSITIVE_KINDS: Mapping[str, FieldGroup] = {
    "observation": FieldGroup.OBSERVATIONS,
    "preference": FieldGroup.PERSONAL,
    "contact_preference": FieldGroup.PERSONAL,
    # Our floor and what concessions cost us.
    "bargaining": FieldGroup.MARGIN,
    "concession": FieldGroup.MARGIN,
    "margin_objective": FieldGroup.MARGIN,
}
# Fields of rooms above the customer file.
OTHER_FIELDS: Mapping[str, Mapping[str, FieldGroup]] = {
    "product": {"unit_cost": FieldGroup.MARGIN, "cost": FieldGroup.MARGIN, "margin": FieldGroup.MARGIN},
    "order": {"unit_cost": FieldGroup.MARGIN, "cost": FieldGroup.MARGIN, "margin": FieldGroup.MARGIN},
    "financing": dict.fromkeys(OUR_FIELDS, FieldGroup.MARGIN),
    "prospecting_plan": {"yearly_margin": FieldGroup.MARGIN},
    "planned_action": {
        "expected_margin": FieldGroup.MARGIN,
        "actual_cost": FieldGroup.MARGIN,
        "actual_margin": FieldGroup.MARGIN,
    },
}
# What a record tells of another: a contact's entry may speak of the post it holds.
_TOLD_WITH: Mapping[str, tuple[str, ...]] = {"contact": ("contact", "post"), "post": ("contact", "post")}

_FILTERS = frozenset({"filter", "query", "filter_text"})
_WORD = re.compile(r"[a-z0-9_]+")


def hidden_groups(actor: Actor) -> frozenset[FieldGroup]:
    """The groups of sensitive fields that the actor may not read."""
    return frozenset(group for group in FieldGroup if not actor.may_read(group))


def group_of(kind: str, field: str) -> FieldGroup | None:
    """The group that a field of the journal belongs to, or None when it is everybody's."""
    if kind in SENSITIVE_KINDS:
        return SENSITIVE_KINDS[kind]
    name = field.removesuffix("_id")
    for model in _TOLD_WITH.get(kind, (kind,)):
        for table in (SENSITIVE_FIELDS, OTHER_FIELDS):
            group = table.get(model, {}).get(name)
            if group is not None:
                return group
    return None


def may_read(actor: Actor, kind: str, field: str, *, known: bool = True) -> bool:
    """Whether the actor reads this field's values; those of an unknown kind, only who reads everything."""
    hidden = hidden_groups(actor)
    if not known:
        return not hidden
    if is_custom(field):
        return may_read_field(actor, kind, field)
    return group_of(kind, field) not in hidden


def tells_hidden(actor: Actor, kind: str, field: str, value: object) -> bool:
    """Whether a filter told by the journal (an export, a saved view) compares with a field that is hidden."""
    if field not in _FILTERS or not isinstance(value, str):
        return False
    lists = [LISTS[kind.removeprefix("list_")]] if kind.removeprefix("list_") in LISTS else LISTS.values()
    hidden = {key for each in lists for key in hidden_columns(each, actor)}
    words = _WORD.findall(value)
    if not hidden.isdisjoint(words):
        return True
    # Custom fields that are archived or gone are no columns any more; their values stay as hidden as they were.
    kinds = [each.subject_kind for each in lists]
    return any(
        is_custom(word) and not any(may_read_field(actor, one, word) for one in kinds) for word in words
    )
