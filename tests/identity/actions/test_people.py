"""Accounts: invited, changed, closed; rights checked in the action itself, whatever the page did."""

from __future__ import annotations

import pytest

from negoce.identity.actions.person_invite import invite_person
from negoce.identity.actions.person_update import update_person
from negoce.identity.actions.preferences_update import end_sessions, update_preferences
from negoce.identity.actions.role_policy import reset_role_policy, save_role_policy
from negoce.identity.actions.team import delete_team, save_team
from negoce.identity.actions.territory import delete_territory, save_territory
from negoce.identity.enums import FieldAccess, FieldGroup, Permission, Role, Scope, TerritoryCriterion
from negoce.identity.models import JournalEntry, RolePolicy, Territory, User
from negoce.identity.permissions import NotAllowed
from negoce.identity.queries.actors import actor_for, role_rights
from negoce.identity.rules.role_defaults import ROLE_DEFAULTS
from negoce.kit.refusal import Refused
from tests.factories.identity import make_actor, make_team, make_user

pytestmark = pytest.mark.django_db
VALUES = {"first_name": "Hugo", "last_name": "Lemaire", "email": "hugo@negoce.example", "role": "salesperson"}


def test_invitation_is_journaled() -> None:
    actor = make_actor()
    person = invite_person(actor, values=VALUES)
    entry = JournalEntry.objects.get()
    assert (entry.verb, entry.subject_kind, entry.subject_id, entry.actor_id) == (
        "invited",
        "user",
        person.pk,
        actor.user_id,
    )
    assert entry.values["role"] == [None, "salesperson"]


@pytest.mark.parametrize(
    "values",
    [
        {},
        VALUES | {"email": ""},
        VALUES | {"role": ""},
        VALUES | {"is_superuser": True},
        VALUES | {"password": "x"},
    ],
)
def test_incomplete_or_foreign_values_are_refused(values: dict[str, object]) -> None:
    actor = make_actor()
    with pytest.raises(Refused):
        invite_person(actor, values=values)
    assert User.objects.count() == 1


def test_change_tells_from_what_to_what() -> None:
    actor, person, team = make_actor(), make_user(Role.SALESPERSON), make_team("Alpes")
    update_person(actor, person, changes={"role": "manager", "team": team, "last_name": person.last_name})
    assert JournalEntry.objects.get().values == {"role": ["salesperson", "manager"], "team": [None, "Alpes"]}


def test_nothing_changed_writes_nothing() -> None:
    actor, person = make_actor(), make_user(Role.SALESPERSON)
    update_person(actor, person, changes={"role": "salesperson"})
    assert not JournalEntry.objects.exists()


@pytest.mark.parametrize("changes", [{"is_active": False}, {"role": "manager"}])
def test_last_administrator_stays(changes: dict[str, object]) -> None:
    only = make_user()
    make_user(is_active=False)
    actor = actor_for(make_user(email="temporary@negoce.example"))
    User.objects.filter(email="temporary@negoce.example").delete()
    with pytest.raises(Refused, match="dernier administrateur"):
        update_person(actor, only, changes=changes)
    only.refresh_from_db()
    assert (only.role, only.is_active) == ("administrator", True)


def test_one_of_two_administrators_may_leave() -> None:
    first, second = make_user(), make_user()
    update_person(actor_for(first), second, changes={"role": "manager"})
    with pytest.raises(Refused):
        update_person(actor_for(first), first, changes={"role": "manager"})


def test_nobody_closes_their_own_account() -> None:
    make_user()
    user = make_user()
    with pytest.raises(Refused, match="votre propre compte"):
        update_person(actor_for(user), user, changes={"is_active": False})


def test_reopening_needs_the_right_to_give_the_role() -> None:
    RolePolicy.objects.create(role="manager", permissions=["manage_people"])
    closed = make_user(Role.MARKETING, is_active=False)
    with pytest.raises(NotAllowed):
        update_person(make_actor(Role.MANAGER), closed, changes={"is_active": True})


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_without_the_permission_nothing_is_done(role: Role) -> None:
    actor, person, team = make_actor(role), make_user(Role.SALESPERSON), make_team()
    with pytest.raises(NotAllowed):
        invite_person(actor, values=VALUES)
    with pytest.raises(NotAllowed):
        update_person(actor, person, changes={"first_name": "X"})
    with pytest.raises(NotAllowed):
        save_team(actor, None, name="X")
    with pytest.raises(NotAllowed):
        delete_team(actor, team)
    with pytest.raises(NotAllowed):
        save_territory(actor, None, name="X", team=None, people=[], prefixes={})
    with pytest.raises(NotAllowed):
        reset_role_policy(actor, Role.MANAGER)
    assert not JournalEntry.objects.exists()


def test_role_policy_is_in_force_at_once_and_journaled() -> None:
    actor = make_actor()
    save_role_policy(
        actor,
        Role.SALESPERSON,
        scope=Scope.TEAM,
        permissions={Permission.EDIT},
        field_access=dict.fromkeys(FieldGroup, FieldAccess.NONE),
        second_factor_required=True,
    )
    person = make_actor(Role.SALESPERSON)
    assert (person.scope, person.permissions, person.second_factor_required) == (
        Scope.TEAM,
        frozenset({Permission.EDIT}),
        True,
    )
    assert not any(person.may_read(group) for group in FieldGroup)
    assert JournalEntry.objects.get().values["fields_margin"] == ["read", "none"]
    reset_role_policy(actor, Role.SALESPERSON)
    assert role_rights(Role.SALESPERSON) == ROLE_DEFAULTS[Role.SALESPERSON]


def test_administrator_s_rights_cannot_be_cut() -> None:
    save_role_policy(
        make_actor(),
        Role.ADMINISTRATOR,
        scope=Scope.OWN,
        permissions=set(),
        field_access={},
        second_factor_required=True,
    )
    RolePolicy.objects.filter(role="administrator").update(permissions=[], scope="own")
    rights = role_rights(Role.ADMINISTRATOR)
    assert (rights.scope, rights.permissions) == (Scope.ALL, frozenset(Permission))
    assert rights.second_factor_required


def test_values_of_a_policy_that_no_longer_exist_are_passed_over() -> None:
    RolePolicy.objects.create(
        role="manager", permissions=["edit", "fly"], field_access={"margin": "x", "y": "z"}
    )
    rights = role_rights(Role.MANAGER)
    assert rights.permissions == frozenset({Permission.EDIT})
    assert rights.field_access == ROLE_DEFAULTS[Role.MANAGER].field_access


def test_territory_tells_its_change_and_emits_news(monkeypatch: pytest.MonkeyPatch) -> None:
    news: list[tuple[str, object]] = []
    monkeypatch.setattr(
        "negoce.identity.actions.territory.emit",
        lambda name, payload, actor_id=None: news.append((name, payload)),
    )
    actor, person = make_actor(), make_user()
    prefixes = {TerritoryCriterion.POSTAL_CODE: ["38", "73"]}
    territory = save_territory(actor, None, name="Alpes", team=None, people=[person], prefixes=prefixes)
    save_territory(actor, territory, name="Grandes Alpes", team=None, people=[person], prefixes=prefixes)
    save_territory(
        actor,
        territory,
        name="Grandes Alpes",
        team=None,
        people=[],
        prefixes={TerritoryCriterion.POSTAL_CODE: ["38"]},
    )
    assert news == [("territories_changed", {"territory_ids": [territory.pk]})] * 2
    values = [entry.values for entry in JournalEntry.objects.order_by("pk")]
    assert values[1] == {"name": ["Alpes", "Grandes Alpes"]}
    assert values[2] == {
        "people": [[person.full_name], []],
        "prefixes": [["Code postal 38", "Code postal 73"], ["Code postal 38"]],
    }
    delete_territory(actor, territory)
    assert not Territory.objects.exists()
    assert len(news) == 3


def test_prefixes_may_move_from_one_territory_to_another() -> None:
    actor = make_actor()
    first = save_territory(
        actor, None, name="A", team=None, people=[], prefixes={TerritoryCriterion.POSTAL_CODE: ["38"]}
    )
    second = {"name": "B", "team": None, "people": [], "prefixes": {TerritoryCriterion.POSTAL_CODE: ["38"]}}
    with pytest.raises(Refused):
        save_territory(actor, None, **second)  # type: ignore[arg-type]
    assert Territory.objects.count() == 1
    save_territory(actor, first, name="A", team=None, people=[], prefixes={})
    save_territory(actor, None, **second)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "changes", [{"role": "administrator"}, {"email": "x@y.example"}, {"is_active": True}]
)
def test_own_preferences_hold_no_rights(changes: dict[str, object]) -> None:
    user = make_user(Role.READ_ONLY)
    with pytest.raises(NotAllowed):
        update_preferences(actor_for(user), user, changes=changes)


def test_preferences_and_sessions_of_others_are_closed() -> None:
    user, other = make_user(Role.READ_ONLY), make_user()
    with pytest.raises(NotAllowed):
        update_preferences(actor_for(user), other, changes={"language": "en"})
    with pytest.raises(NotAllowed):
        end_sessions(actor_for(user), other)
