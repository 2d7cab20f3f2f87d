"""Which companies belong to which set: what one person may see, a team, a person, a territory; and its segments."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from negoce.portfolio.rules.scope_set import ScopeSet

if TYPE_CHECKING:
    import ibis

# The parts of a set that can be looked at by themselves, as columns of `companies`.
SEGMENTS = ("buyer_type", "kind")


def membership(companies: ibis.Table, scopes: Sequence[ScopeSet]) -> ibis.Table:
    """One row for each company, set and segment it belongs to: `company_id`, `scope_key`, `segment`.

    A company is in a set exactly when whoever has these rights sees it (`visible_companies`); the segment "" holds
    all companies of the set, the others are `<column>:<value>` and leave out those without a value.
    """
    import ibis

    members = _members(companies, scopes)
    parts = [members.mutate(segment=ibis.literal(""))]
    for column in SEGMENTS:
        valued = members.filter(members[column] != "")
        parts.append(valued.mutate(segment=ibis.literal(f"{column}:").concat(valued[column])))
    return ibis.union(*[part.select("company_id", "scope_key", "segment") for part in parts])


def _members(companies: ibis.Table, scopes: Sequence[ScopeSet]) -> ibis.Table:
    import ibis

    columns = ("company_id", *SEGMENTS)
    parts = [
        companies.mutate(scope_key=ibis.literal(scope.key)).select(*columns, "scope_key")
        for scope in scopes
        if scope.whole
    ]
    for column, wanted in (("owner_id", "owners"), ("territory_id", "territories")):
        pairs = [
            (each, scope.key)
            for scope in scopes
            if not scope.whole
            for each in sorted(getattr(scope, wanted))
        ]
        if pairs:
            rights = ibis.memtable(
                {"held": [pair[0] for pair in pairs], "scope_key": [pair[1] for pair in pairs]},
                schema={"held": "int64", "scope_key": "string"},
            )
            parts.append(
                companies.join(rights, companies[column] == rights.held).select(*columns, "scope_key")
            )
    if not parts:
        return (
            companies.filter(ibis.literal(False))
            .mutate(scope_key=ibis.literal(""))
            .select(*columns, "scope_key")
        )
    # A company that is in a set by its owner and by its territory is in it once.
    return ibis.union(*parts, distinct=True) if len(parts) > 1 else parts[0].distinct()
