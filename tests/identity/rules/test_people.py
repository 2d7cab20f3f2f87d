"""Who may change whom, and how many wrong codes are too many."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from negoce.identity.enums import FieldAccess, FieldGroup, Permission, Role, Scope, TerritoryCriterion
from negoce.identity.rules.actor import Actor, system_actor
from negoce.identity.rules.people import may_grant, may_manage
from negoce.identity.rules.role_defaults import ROLE_DEFAULTS
from negoce.identity.rules.second_factor import blocked_until
from negoce.identity.rules.territory_prefix import clean_prefix, split_prefixes

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def person(role: Role, *more: Permission, scope: Scope | None = None) -> Actor:
    rights = ROLE_DEFAULTS[role]
    return Actor(
        user_id=1,
        name="Camille",
        role=role,
        scope=scope or rights.scope,
        permissions=rights.permissions | set(more),
        field_access=rights.field_access,
    )


@pytest.mark.parametrize("target", list(Role))
def test_administrator_manages_everybody(target: Role) -> None:
    assert may_manage(person(Role.ADMINISTRATOR), target)
    assert may_grant(person(Role.ADMINISTRATOR), target, ROLE_DEFAULTS[target], Scope.ALL)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
@pytest.mark.parametrize("target", list(Role))
def test_others_manage_nobody_by_default(role: Role, target: Role) -> None:
    assert not may_manage(person(role), target)


@pytest.mark.parametrize(
    ("target", "scope", "allowed"),
    [
        (Role.ADMINISTRATOR, None, False),
        (Role.SALESPERSON, None, True),
        (Role.SALESPERSON, Scope.TEAM, True),
        (Role.SALESPERSON, Scope.ALL, False),
        (Role.MANAGER, None, True),
        (Role.MARKETING, None, False),
        (Role.READ_ONLY, None, False),
        (Role.READ_ONLY, Scope.OWN, True),
    ],
)
def test_manager_who_manages_people_gives_no_more_than_their_own(
    target: Role, scope: Scope | None, allowed: bool
) -> None:
    manager = person(Role.MANAGER, Permission.MANAGE_PEOPLE)
    assert may_grant(manager, target, ROLE_DEFAULTS[target], scope) is allowed


def test_more_permissions_or_deeper_fields_are_not_given() -> None:
    manager = person(Role.MANAGER, Permission.MANAGE_PEOPLE)
    rights = ROLE_DEFAULTS[Role.SALESPERSON]
    wider = replace(rights, permissions=rights.permissions | {Permission.MANAGE_SETTINGS})
    deeper = replace(rights, field_access={**rights.field_access, FieldGroup.MARGIN: FieldAccess.WRITE})
    assert not may_grant(manager, Role.SALESPERSON, wider, None)
    assert not may_grant(manager, Role.SALESPERSON, deeper, None)
    assert may_grant(system_actor(), Role.SALESPERSON, deeper, None)


@pytest.mark.parametrize(
    ("minutes_ago", "until"),
    [
        ([], None),
        ([1, 2, 3, 4], None),
        ([1, 2, 3, 4, 5], NOW + timedelta(minutes=9)),
        ([1, 2, 3, 4, 10], None),
        ([1, 2, 3, 4, 9.99], NOW + timedelta(minutes=9)),
        ([0, 0, 0, 0, 0, 0, 0], NOW + timedelta(minutes=10)),
    ],
)
def test_wrong_codes(minutes_ago: list[float], until: datetime | None) -> None:
    assert blocked_until([NOW - timedelta(minutes=each) for each in minutes_ago], NOW) == until


@pytest.mark.parametrize(
    ("criterion", "text", "stored"),
    [
        (TerritoryCriterion.POSTAL_CODE, "38", "38"),
        (TerritoryCriterion.POSTAL_CODE, " 38 100 ", "38100"),
        (TerritoryCriterion.POSTAL_CODE, "0", "0"),
        (TerritoryCriterion.POSTAL_CODE, "2A", None),
        (TerritoryCriterion.POSTAL_CODE, "381001", None),
        (TerritoryCriterion.POSTAL_CODE, "Rhône", None),
        (TerritoryCriterion.POSTAL_CODE, "", None),
        (TerritoryCriterion.POSTAL_CODE, "٣٨", None),
        (TerritoryCriterion.ACTIVITY_CODE, "46.34z", "4634Z"),
        (TerritoryCriterion.ACTIVITY_CODE, "46", "46"),
        (TerritoryCriterion.ACTIVITY_CODE, "46345", None),
        (TerritoryCriterion.ACTIVITY_CODE, "Z", None),
        (TerritoryCriterion.ACTIVITY_CODE, "<b>", None),
    ],
)
def test_prefixes(criterion: TerritoryCriterion, text: str, stored: str | None) -> None:
    assert clean_prefix(criterion, text) == stored


def test_prefixes_are_split() -> None:
    assert split_prefixes("38, 73 ;\n6900,,") == ["38", "73", "6900"]
