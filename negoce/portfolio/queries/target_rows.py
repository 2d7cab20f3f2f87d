"""Whose targets and forecasts a person may read: people, teams, families, the house."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from negoce.catalogue.models import ProductFamily
from negoce.identity.enums import Role
from negoce.identity.models import Team, User
from negoce.identity.rules.actor import Actor
from negoce.portfolio.enums import TargetKind

# Whoever sells by role stands in the grid even before a first order.
SELLERS = (Role.SALESPERSON.value, Role.MANAGER.value)


@dataclass(frozen=True, slots=True)
class TargetRow:
    """One row of the grid: `key` is the person's, team's or family's, None for the house."""

    kind: TargetKind
    key: int | None
    public_id: str
    name: str

    @property
    def scope(self) -> str:
        """How snapshots name it: `person:12`, `house`."""
        return self.kind.value if self.key is None else f"{self.kind.value}:{self.key}"


def readable_kinds(actor: Actor) -> Sequence[TargetKind]:
    """Which kinds of rows the actor may read: a family and the house are the sum of what everybody sells."""
    if actor.sees_everything:
        return tuple(TargetKind)
    return (TargetKind.PERSON, TargetKind.TEAM) if len(actor.colleague_ids) > 1 else (TargetKind.PERSON,)


def target_rows(actor: Actor, kind: TargetKind) -> Sequence[TargetRow]:
    """The rows of a kind that the actor may read, in the order of names; one query at most."""
    if kind not in readable_kinds(actor):
        return ()
    if kind is TargetKind.HOUSE:
        return (TargetRow(kind, None, "house", _("Toute la maison")),)
    if kind is TargetKind.FAMILY:
        families = ProductFamily.objects.order_by("name", "pk").values_list("pk", "public_id", "name")
        return [TargetRow(kind, key, public_id, name) for key, public_id, name in families]
    if kind is TargetKind.TEAM:
        teams = Team.objects.order_by("name", "pk")
        if not actor.sees_everything:
            teams = teams.filter(members__in=sorted(actor.colleague_ids)).distinct()
        return [TargetRow(kind, team.pk, team.public_id, team.name) for team in teams]
    people = User.objects.filter(is_active=True).order_by("last_name", "first_name", "pk")
    if actor.sees_everything:
        people = people.filter(role__in=SELLERS)
    else:
        people = people.filter(pk__in=sorted(actor.colleague_ids))
    return [TargetRow(kind, person.pk, person.public_id, person.full_name) for person in people]


def target_row(actor: Actor, kind: str, public_id: str) -> TargetRow | None:
    """One row by its address; None when there is none that the actor may read."""
    if kind not in set(TargetKind):
        return None
    rows = target_rows(actor, TargetKind(kind))
    return next((row for row in rows if row.public_id == public_id), None)
