"""Territories: made, changed, removed. Companies change territory afterwards, in the room that holds them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext as _

from negoce.identity.actions.journal import Entry, record
from negoce.identity.actions.taken import one_transaction
from negoce.identity.actions.team import clean_name
from negoce.identity.enums import Permission, TerritoryCriterion
from negoce.identity.events import TERRITORIES_CHANGED
from negoce.identity.models import Team, Territory, TerritoryPrefix, User
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.identity.rules.territory_prefix import clean_prefix
from negoce.identity.words import label
from negoce.jobs.events import emit
from negoce.kit.refusal import Refused

Prefixes = Mapping[TerritoryCriterion, Iterable[str]]


def save_territory(
    actor: Actor,
    territory: Territory | None,
    *,
    name: str,
    team: Team | None,
    people: Sequence[User],
    prefixes: Prefixes,
) -> Territory:
    """Make a territory or change one; returns it. When its prefixes changed, companies move soon after.

    Raises Refused when the name is taken, a prefix cannot be one, or belongs to another territory.
    """
    require(actor, Permission.MANAGE_PEOPLE)
    clean = clean_name(name)
    wanted = _clean_prefixes(prefixes)
    with one_transaction():
        _refuse_taken(clean, wanted, territory)
        before = _facts(territory) if territory else {}
        saved = territory or Territory()
        saved.name, saved.team = clean, team
        saved.save()
        saved.people.set(people)
        old = set(saved.prefixes.order_by("pk").values_list("criterion", "prefix"))
        saved.prefixes.exclude(pk__in=_kept(saved, wanted)).delete()
        TerritoryPrefix.objects.bulk_create(
            TerritoryPrefix(territory=saved, criterion=criterion, prefix=prefix)
            for criterion, prefix in sorted(wanted - old)
        )
        after = _facts(saved)
        changes = {key: (before.get(key), after[key]) for key in after if before.get(key) != after[key]}
        if changes:
            verb = "changed" if territory else "created"
            record(actor, Entry(verb, "territory", saved.pk, saved.name, changes=changes))
        if old != wanted:
            emit(TERRITORIES_CHANGED, {"territory_ids": [saved.pk]}, actor_id=actor.user_id)
    return saved


def delete_territory(actor: Actor, territory: Territory) -> None:
    """Remove a territory; its companies are left without one until they are assigned again, soon after."""
    require(actor, Permission.MANAGE_PEOPLE)
    with one_transaction():
        changes = {key: (value, None) for key, value in _facts(territory).items()}
        record(actor, Entry("deleted", "territory", territory.pk, territory.name, changes=changes))
        emit(TERRITORIES_CHANGED, {"territory_ids": [territory.pk]}, actor_id=actor.user_id)
        territory.delete()


def _clean_prefixes(prefixes: Prefixes) -> set[tuple[str, str]]:
    wanted: set[tuple[str, str]] = set()
    errors: dict[str, list[str]] = {}
    for criterion, texts in prefixes.items():
        for text in texts:
            prefix = clean_prefix(criterion, text)
            if prefix is None:
                message = _("« %(text)s » n’est pas le début d’un code possible.") % {"text": text[:20]}
                errors.setdefault(criterion.value, []).append(message)
            else:
                wanted.add((criterion.value, prefix))
    if errors:
        raise Refused(_("Rien n’a été enregistré : corrigez les codes signalés."), fields=errors)
    return wanted


def _refuse_taken(name: str, wanted: set[tuple[str, str]], territory: Territory | None) -> None:
    own = territory.pk if territory else 0
    if Territory.objects.filter(name__iexact=name).exclude(pk=own).exists():
        raise Refused(_("Un secteur porte déjà ce nom."), fields={"name": [_("Ce nom est déjà pris.")]})
    errors: dict[str, list[str]] = {}
    others = TerritoryPrefix.objects.exclude(territory_id=own).select_related("territory")
    for other in others.order_by("criterion", "prefix"):
        if (other.criterion, other.prefix) in wanted:
            message = _("%(code)s appartient déjà au secteur « %(territory)s ».") % {
                "code": other.prefix,
                "territory": other.territory.name,
            }
            errors.setdefault(other.criterion, []).append(message)
    if errors:
        raise Refused(_("Rien n’a été enregistré : un code n’a qu’un secteur."), fields=errors)


def _kept(territory: Territory, wanted: set[tuple[str, str]]) -> list[int]:
    rows = territory.prefixes.order_by("pk").values_list("pk", "criterion", "prefix")
    return [pk for pk, criterion, prefix in rows if (criterion, prefix) in wanted]


def _facts(territory: Territory) -> dict[str, object]:
    """What the journal tells of a territory."""
    prefixes = territory.prefixes.order_by("criterion", "prefix")
    people = territory.people.order_by("last_name", "first_name", "id")
    return {
        "name": territory.name,
        "team": territory.team.name if territory.team else None,
        "people": [person.full_name for person in people],
        "prefixes": [f"{label(TerritoryCriterion(row.criterion))} {row.prefix}" for row in prefixes],
    }
