"""A person sees figures of exactly the companies that the person sees one by one."""

from __future__ import annotations

import pytest

from negoce.companies.models import Company
from negoce.companies.queries.visible import visible_companies
from negoce.identity.enums import Role, Scope
from negoce.identity.models import Territory, User
from negoce.identity.queries.actors import actor_for
from negoce.portfolio.facts.memory import facts_of
from negoce.portfolio.measures.scopes import membership
from negoce.portfolio.queries.portfolio_scopes import all_scopes, choices_of, scope_of_actor
from tests.factories.companies import make_company
from tests.factories.identity import make_team, make_user

pytestmark = pytest.mark.django_db


def world() -> dict[str, User]:
    """Two teams, a lone salesperson with a territory, a manager who sees her team, people who see everything."""
    north, south = make_team("Nord"), make_team("Sud")
    rhone = Territory.objects.create(name="Rhône", team=south)
    isere = Territory.objects.create(name="Isère")
    people = {
        "anna": make_user(Role.SALESPERSON, team=north),
        "bruno": make_user(Role.SALESPERSON, team=north),
        "manager": make_user(Role.MANAGER, team=north),
        "carla": make_user(Role.SALESPERSON, team=south),
        "southern": make_user(Role.MANAGER, team=south),
        "alone": make_user(Role.SALESPERSON),
        "outside": make_user(Role.MANAGER),
        "marketing": make_user(Role.MARKETING),
        "narrowed": make_user(Role.ADMINISTRATOR, scope=Scope.OWN.value),
    }
    isere.people.add(people["alone"])
    for owner in (*people.values(), None):
        for territory in (rhone, isere, None):
            make_company(owner=owner, territory=territory)
    return people


def rows_of_companies() -> list[dict[str, object]]:
    return [
        {"company_id": pk, "owner_id": owner, "territory_id": territory}
        for pk, owner, territory in Company.objects.order_by("pk").values_list(
            "pk", "owner_id", "territory_id"
        )
    ]


def test_a_set_holds_what_its_person_sees() -> None:
    people = world()
    actors = {name: actor_for(user) for name, user in people.items()}
    scopes = {name: scope_of_actor(actor) for name, actor in actors.items()}
    facts = facts_of(companies=rows_of_companies())
    members = membership(facts.companies, list({each.key: each for each in scopes.values()}.values()))
    found: dict[str, set[int]] = {}
    for row in members.to_pyarrow().to_pylist():
        if row["segment"] == "":
            found.setdefault(row["scope_key"], set()).add(row["company_id"])
    for name, actor in actors.items():
        seen = set(visible_companies(actor).values_list("pk", flat=True))
        assert found.get(scopes[name].key, set()) == seen, name
    assert len({each.key for each in scopes.values()}) == len(scopes)


def test_every_choice_lies_within_what_the_person_sees() -> None:
    people = world()
    facts = facts_of(companies=rows_of_companies())
    for name, user in people.items():
        actor = actor_for(user)
        choices = choices_of(actor)
        members = membership(facts.companies, [each.scope for each in choices])
        counted = {row["company_id"] for row in members.to_pyarrow().to_pylist()}
        seen = set(visible_companies(actor).values_list("pk", flat=True))
        assert counted == seen, name


def test_what_each_person_may_choose() -> None:
    people = world()
    named = {
        name: [each.value.partition(":")[0] for each in choices_of(actor_for(user))]
        for name, user in people.items()
    }
    # The manager's whole is her team: it is offered once.
    assert named["manager"] == ["", "owner", "owner", "owner"]
    assert named["anna"] == [""]
    # A territory that is only partly followed by the person is one more choice.
    assert named["alone"] == ["", "owner", "territory"]
    assert named["southern"].count("territory") == 1
    assert {"", "team", "owner", "territory"} == set(named["marketing"])


def test_the_set_of_everyone_is_kept_ready() -> None:
    people = world()
    kept = {each.key for each in all_scopes()}
    for user in people.values():
        actor = actor_for(user)
        assert {each.scope.key for each in choices_of(actor)} <= kept


def test_other_rights_are_another_key() -> None:
    people = world()
    before = scope_of_actor(actor_for(people["alone"])).key
    Territory.objects.get(name="Isère").people.clear()
    assert scope_of_actor(actor_for(people["alone"])).key != before
