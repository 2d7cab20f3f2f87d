"""Our own people, their team and territories: a few rows, written at once before anybody signs in."""

from __future__ import annotations

from django.db import transaction

from negoce.demo.draws import stable_public_id
from negoce.demo.rows import PersonRow
from negoce.demo.seeding.seller import seed_seller
from negoce.demo.team import TEAM, people, territories
from negoce.identity.enums import TerritoryCriterion
from negoce.identity.models import Team, Territory, TerritoryPrefix, User


@transaction.atomic
def seed_people() -> dict[str, User]:
    """Create what is missing of our identity, people, team and territories; return the people by key.

    Their passwords are unusable: they sign in by single-use links. Who exists is left as they are.
    """
    seed_seller()
    team, _ = Team.objects.get_or_create(name=TEAM, defaults={"public_id": stable_public_id("team", TEAM)})
    users = {person.key: _user(person, team) for person in people()}
    for row in territories():
        territory, created = Territory.objects.get_or_create(
            name=row.name, defaults={"team": team, "public_id": stable_public_id("territory", row.name)}
        )
        if created:
            territory.people.set([users[key] for key in row.people])
        missing = set(row.prefixes) - set(
            TerritoryPrefix.objects.filter(criterion=TerritoryCriterion.POSTAL_CODE.value)
            .order_by()
            .values_list("prefix", flat=True)
        )
        TerritoryPrefix.objects.bulk_create(
            TerritoryPrefix(
                territory=territory, criterion=TerritoryCriterion.POSTAL_CODE.value, prefix=prefix
            )
            for prefix in sorted(missing)
        )
    return users


def person(key: str) -> User:
    """Return one of our people by key; raises KeyError for a key that is nobody's."""
    email = {each.key: each.email for each in people()}[key]
    return User.objects.get(email=email)


def _user(person: PersonRow, team: Team) -> User:
    found = User.objects.filter(email=person.email).first()
    if found is not None:
        return found
    return User.objects.create_user(
        person.email,
        None,
        public_id=stable_public_id("user", person.key),
        first_name=person.first_name,
        last_name=person.last_name,
        role=person.role,
        team=team if person.team else None,
    )
