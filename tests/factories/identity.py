"""People and actors for tests."""

from __future__ import annotations

from itertools import count

from negoce.identity.enums import Role, Scope
from negoce.identity.models import Team, User
from negoce.identity.queries.actors import actor_for
from negoce.identity.rules.actor import Actor

_numbers = count(1)


def make_user(role: Role = Role.ADMINISTRATOR, **fields: object) -> User:
    """A person with this role, e-mail under .example."""
    number = next(_numbers)
    values: dict[str, object] = {
        "email": f"person{number}@negoce.example",
        "first_name": "Camille",
        "last_name": f"Roche{number}",
        "role": role.value,
        **fields,
    }
    return User.objects.create_user(values.pop("email"), values.pop("password", None), **values)  # type: ignore[arg-type]


def make_team(name: str | None = None) -> Team:
    """A team."""
    return Team.objects.create(name=name or f"Équipe {next(_numbers)}")


def make_actor(role: Role = Role.ADMINISTRATOR, *, scope: Scope | None = None, **fields: object) -> Actor:
    """The actor of a new user."""
    return actor_for(make_user(role, scope=scope.value if scope else "", **fields))
