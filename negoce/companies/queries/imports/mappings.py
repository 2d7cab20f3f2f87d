"""Mappings that a person saved under a name, or that a colleague shares."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q, QuerySet

from negoce.companies.models import ImportMapping, ImportRun
from negoce.identity.enums import Permission
from negoce.identity.rules.actor import Actor

_MOST = 200


def visible_mappings(actor: Actor) -> QuerySet[ImportMapping]:
    """The named mappings that the actor may use: their own and those that are shared."""
    named = ImportMapping.objects.exclude(name="").select_related("created_by")
    return named.filter(Q(created_by_id=actor.user_id) | Q(shared=True)).order_by("name", "pk")


def may_change_mapping(actor: Actor, mapping: ImportMapping) -> bool:
    """Whether the actor may rename or delete it: who saved it, or who manages the installation when shared."""
    if mapping.created_by_id == actor.user_id:
        return True
    return mapping.shared and actor.may(Permission.MANAGE_SETTINGS)


def fitting_mappings(actor: Actor, run: ImportRun) -> Sequence[ImportMapping]:
    """The named mappings whose columns are all in this file, by name."""
    columns = set(run.columns)
    return [each for each in visible_mappings(actor)[:_MOST] if each.columns and columns >= {*each.columns}]


def mapping_in_use(run: ImportRun, fitting: Sequence[ImportMapping]) -> ImportMapping | None:
    """The named mapping that the file follows at this moment; of several that say the same, one's own, then the
    one used or saved last.
    """
    positions = {name: str(at) for at, name in enumerate(run.columns)}
    latest = sorted(fitting, key=lambda each: each.used_at, reverse=True)
    for each in sorted(latest, key=lambda each: each.created_by_id != run.created_by_id):
        columns = {positions[name]: field for name, field in each.columns.items()}
        if each.target == run.target and columns == run.mapping:
            return each
    return None
