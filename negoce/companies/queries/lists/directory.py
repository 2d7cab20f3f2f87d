"""People and tags as lists name them: one query each, whatever the number of rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import connection

from negoce.companies.models import Tag
from negoce.companies.rules.filters import ME, RELATIVE, TEAM
from negoce.identity.models import User
from negoce.identity.rules.actor import Actor
from negoce.kit.text import fold


@dataclass(frozen=True, slots=True)
class Person:
    """One of our own people."""

    id: int
    public_id: str
    email: str
    short_name: str
    full_name: str
    is_active: bool
    team_id: int | None = None


@dataclass(frozen=True, slots=True)
class KnownTag:
    """A tag; `key` is its folded name, the one written in a filter."""

    id: int
    public_id: str
    name: str
    key: str
    colour: str


# In SQL because nearly every list asks them: the ORM took longer to word them than the database to answer.
_PEOPLE = (
    f"SELECT id, public_id, email, first_name, last_name, is_active, team_id FROM {User._meta.db_table} "
    "ORDER BY last_name, first_name, id"
)
_TAGS = f"SELECT id, public_id, name, name_key, colour FROM {Tag._meta.db_table} ORDER BY name_key"


def _rows(sql: str) -> Sequence[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        rows: Sequence[tuple[Any, ...]] = cursor.fetchall()
        return rows


class Directory:
    """Reads people and tags when first asked, once for a request."""

    def __init__(self, actor: Actor) -> None:
        self.actor = actor

    @cached_property
    def people(self) -> Mapping[int, Person]:
        """Everybody, by key, in order of name."""
        return {
            pk: Person(
                pk,
                public_id,
                email,
                f"{first} {last[:1]}.".strip() if last else first,
                f"{first} {last}".strip(),
                active,
                team_id,
            )
            for pk, public_id, email, first, last, active, team_id in _rows(_PEOPLE)
        }

    @cached_property
    def team(self) -> frozenset[int]:
        """The keys of the people of the reader's team, the reader among them; none without a team."""
        reader = self.people.get(self.actor.user_id or 0)
        if reader is None or reader.team_id is None:
            return frozenset()
        return frozenset(pk for pk, person in self.people.items() if person.team_id == reader.team_id)

    @cached_property
    def tags(self) -> Mapping[int, KnownTag]:
        """Every tag, by key, in order of name."""
        return {row[0]: KnownTag(*row) for row in _rows(_TAGS)}

    def person_ids(self, values: Iterable[str]) -> list[int]:
        """The keys of people named by `me`, `team`, public id, e-mail or full name; unknown names give nobody."""
        found: set[int] = set()
        for value in values:
            if value.lower() == ME:
                found |= {self.actor.user_id} if self.actor.user_id is not None else set()
                continue
            if value.lower() == TEAM:
                found |= self.team
                continue
            found |= {
                person.id for person in self.people.values()
                if value in (person.public_id, person.email) or fold(value) == fold(person.full_name)
            }  # fmt: skip
        return sorted(found)

    def person_name(self, value: str) -> str:
        """The name of a person written in a filter, empty when unknown."""
        ids = [] if value.lower() in RELATIVE else self.person_ids([value])
        return self.people[ids[0]].full_name if ids else ""

    def tags_of(self, values: Iterable[str]) -> Sequence[KnownTag]:
        """The tags of these names or public ids; unknown ones are left out."""
        wanted = {fold(value) for value in values}
        return [
            tag for tag in self.tags.values() if wanted.intersection({fold(tag.name), tag.key, tag.public_id})
        ]
