"""From a user to an actor: whose records, which territories."""

from __future__ import annotations

import pytest

from negoce.identity.enums import Role, Scope
from negoce.identity.models import Territory, User
from negoce.identity.queries.actors import actor_for
from tests.factories.identity import make_team, make_user

pytestmark = pytest.mark.django_db


def keys(*rows: User | Territory) -> frozenset[int]:
    return frozenset(row.pk for row in rows)


def test_scope_decides_colleagues_and_territories() -> None:
    team, other = make_team(), make_team()
    user, mate, stranger = (make_user(Role.MANAGER, team=each) for each in (team, team, other))
    own, of_team, both, far = (
        Territory.objects.create(name=name, team=each)
        for name, each in (("own", other), ("team", team), ("both", team), ("far", other))
    )
    own.people.add(user)
    both.people.add(user)
    far.people.add(stranger)

    def sight(scope: Scope) -> tuple[frozenset[int], frozenset[int]]:
        user.scope = scope.value
        actor = actor_for(user)
        return actor.colleague_ids, actor.territory_ids

    assert sight(Scope.OWN) == (keys(user), keys(own, both))
    assert sight(Scope.TEAM) == (keys(user, mate), keys(own, of_team, both))
    assert sight(Scope.ALL) == (keys(user), frozenset())


def test_without_a_team_one_is_alone_with_one_s_territories() -> None:
    user = make_user(Role.MANAGER)
    make_user(Role.MANAGER)
    territory = Territory.objects.create(name="own")
    territory.people.add(user)
    Territory.objects.create(name="nobody's")
    actor = actor_for(user)
    assert (actor.scope, actor.colleague_ids, actor.territory_ids) == (
        Scope.TEAM,
        keys(user),
        keys(territory),
    )
