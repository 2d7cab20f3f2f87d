"""Whose figures stand at the head of a day: the person's own, or those of the people that the person leads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q

from negoce.companies.queries.visible import company_rights, visible_companies
from negoce.identity.enums import Permission
from negoce.identity.models import Team, User
from negoce.identity.rules.actor import Actor
from negoce.portfolio.enums import TargetKind
from negoce.portfolio.queries.portfolio_scopes import ALL, scope_of


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose companies are counted: those of `people`, by key with their public id; everybody's when it is None.

    `kind` and `key` name the row of targets and forecasts, `choice` the same set in the address of the portfolio.
    """

    people: Mapping[int, str] | None
    kind: TargetKind
    key: int | None
    choice: str
    name: str = ""

    def follow(self, path: str) -> Q:
        """The condition on the person at this path."""
        return Q() if self.people is None else Q(**{f"{path}__in": sorted(self.people)})

    def companies(self, reader: Actor, path: str = "company") -> Q:
        """The condition on records of the companies that they follow, as far as `reader` sees these.

        Worded for who follows: a person's companies are found first, those of many people one by one.
        """
        if self.kind is TargetKind.PERSON:
            own = visible_companies(reader).filter(self.follow("owner_id"))
            return Q(**{f"{path}__in": own.values("pk")})
        alive = Q(**{f"{path}__deleted_at__isnull": True})
        return alive & self.follow(f"{path}__owner_id") & company_rights(reader, f"{path}__")

    @property
    def public_ids(self) -> Sequence[str]:
        """By which lists filter the same people; empty for everybody."""
        return [] if self.people is None else [self.people[key] for key in sorted(self.people)]

    @property
    def portfolio_key(self) -> str:
        """How snapshots of the portfolio name it."""
        return ALL if self.people is None else scope_of(self.people).key


def whose_of(reader: Actor, person: User) -> Whose:
    """Of a person alone, or of the team of who opens their own day and answers for one; two queries at most."""
    alone = Whose({person.pk: person.public_id}, TargetKind.PERSON, person.pk, f"owner:{person.public_id}")
    if person.pk != reader.user_id or not reader.may(Permission.APPROVE_QUOTES):
        return alone
    if reader.sees_everything:
        return Whose(None, TargetKind.HOUSE, None, "")
    people = dict(
        User.objects.filter(pk__in=sorted(reader.colleague_ids)).order_by("pk").values_list("pk", "public_id")
    )
    team = Team.objects.filter(pk=person.team_id).first() if person.team_id else None
    if team is None or len(people) < 2:
        return alone
    return Whose(people, TargetKind.TEAM, team.pk, f"team:{team.public_id}", team.name)
