"""Of which companies a person may see figures: exactly those that the person sees one by one.

The key of a set is made of its owners and territories themselves, so that a snapshot taken for other rights, or before
rights changed, is never found.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from negoce.identity.models import Team, Territory, User
from negoce.identity.queries.actors import actor_for
from negoce.identity.rules.actor import Actor
from negoce.portfolio.rules.scope_set import ScopeSet

ALL = "all"
_LONGEST = 64


@dataclass(frozen=True, slots=True)
class Choice:
    """A set that the person may look at: how the address names it, in words, and its rows.

    `kind` groups the menu; `names` are the values by which lists filter the same companies, by column.
    """

    value: str
    label: str
    scope: ScopeSet
    kind: str = ""
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def scope_of(owners: Iterable[int] = (), territories: Iterable[int] = ()) -> ScopeSet:
    """The set of companies followed by these people or lying in these territories."""
    people, lands = frozenset(owners), frozenset(territories)
    written = "o" + ".".join(map(str, sorted(people))) + "t" + ".".join(map(str, sorted(lands)))
    if len(written) > _LONGEST:
        written = "h" + hashlib.sha256(written.encode()).hexdigest()[:60]
    return ScopeSet(written, people, lands)


def scope_of_actor(actor: Actor) -> ScopeSet:
    """The companies that the actor sees: the same condition as `visible_companies`."""
    if actor.sees_everything:
        return ScopeSet(ALL, whole=True)
    return scope_of(actor.colleague_ids, actor.territory_ids)


def choices_of(actor: Actor) -> Sequence[Choice]:
    """The sets that lie wholly within what the actor sees, the widest first; four queries at most."""
    own = scope_of_actor(actor)
    label = _("Toute la maison") if actor.sees_everything else _("Tout ce que je vois")
    people, teams, territories = _people(actor), _teams(actor), _territories(actor)
    found = [Choice("", label, own), *teams, *people, *territories]
    # A set that is the same as another is offered once, under its widest name.
    once = {each.scope.key: each for each in reversed(found)}
    return [each for each in found if once[each.scope.key] is each]


def all_scopes() -> Sequence[ScopeSet]:
    """Every set to be kept ready: what each person who can sign in sees, and each team, person and territory."""
    scopes = {ALL: ScopeSet(ALL, whole=True)}
    users = list(User.objects.filter(is_active=True).order_by("pk"))
    for user in users:
        each = scope_of_actor(actor_for(user))
        scopes[each.key] = each
    members: dict[int, set[int]] = {}
    for pk, team in User.objects.order_by("pk").values_list("pk", "team_id"):
        alone = scope_of([pk])
        scopes[alone.key] = alone
        if team is not None:
            members.setdefault(team, set()).add(pk)
    for people in members.values():
        each = scope_of(people)
        scopes[each.key] = each
    for pk in Territory.objects.order_by("pk").values_list("pk", flat=True):
        each = scope_of((), [pk])
        scopes[each.key] = each
    return list(scopes.values())


def _people(actor: Actor) -> list[Choice]:
    people = User.objects.filter(is_active=True).order_by("last_name", "first_name", "pk")
    if not actor.sees_everything:
        people = people.filter(pk__in=sorted(actor.colleague_ids))
    return [
        Choice(
            f"owner:{each.public_id}",
            each.full_name,
            scope_of([each.pk]),
            "owner",
            {"owner": (each.public_id,)},
        )
        for each in people.only("pk", "public_id", "first_name", "last_name")
    ]


def _teams(actor: Actor) -> list[Choice]:
    members: dict[int, dict[int, str]] = {}
    people = User.objects.filter(team__isnull=False).order_by("pk").values_list("pk", "public_id", "team_id")
    for pk, public_id, team in people:
        members.setdefault(team, {})[pk] = public_id
    return [
        Choice(
            f"team:{team.public_id}",
            team.name,
            scope_of(members[team.pk]),
            "team",
            {"owner": tuple(members[team.pk].values())},
        )
        for team in Team.objects.order_by("name", "pk")
        if team.pk in members and (actor.sees_everything or members[team.pk].keys() <= actor.colleague_ids)
    ]


def _territories(actor: Actor) -> list[Choice]:
    lands = Territory.objects.order_by("name", "pk")
    if not actor.sees_everything:
        lands = lands.filter(pk__in=sorted(actor.territory_ids))
    return [
        Choice(f"territory:{each.public_id}", each.name, scope_of((), [each.pk]), "territory")
        for each in lands
    ]
