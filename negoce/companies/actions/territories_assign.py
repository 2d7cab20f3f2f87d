"""Every company back to the territory that its place and trade fall to, after prefixes changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from django.db import transaction
from django.db.models import Q

from negoce.companies.models import Company
from negoce.companies.rules.territory import Prefix, bare_code, choose_territory
from negoce.identity.actions.journal import Entry, record_all
from negoce.identity.enums import TerritoryCriterion
from negoce.identity.models import TerritoryPrefix
from negoce.identity.rules.actor import Actor

BATCH = 500

# Prefixes by what they are compared with and their first character: a company is held against few of them.
_Prefixes = Mapping[tuple[TerritoryCriterion, str], Sequence[Prefix]]
_Row = tuple[int, str, str, int | None, str]


def assign_territories(actor: Actor, *, after_batch: Callable[[int], None] | None = None) -> int:
    """Give every company its territory by the rule; returns how many changed, each journaled.

    Batches of 500 rows, each its own transaction, so that people go on working meanwhile. What is right
    already is not written: a second run does nothing. `after_batch` hears how many were looked at.
    """
    prefixes = _prefixes()
    columns = ("pk", "postal_code", "activity_code", "territory_id", "name")
    changed = seen = last = 0
    while rows := list(Company.objects.filter(pk__gt=last).order_by("pk").values_list(*columns)[:BATCH]):
        last = rows[-1][0]
        seen += len(rows)
        changed += _assign_batch(actor, rows, prefixes)
        if after_batch:
            after_batch(seen)
    return changed


def _assign_batch(actor: Actor, rows: Sequence[_Row], prefixes: _Prefixes) -> int:
    moves: dict[tuple[int | None, int | None], list[_Row]] = {}
    for row in rows:
        _key, postal_code, activity_code, before, _name = row
        after = choose_territory(postal_code, activity_code, _near(prefixes, postal_code, activity_code))
        if after != before:
            moves.setdefault((before, after), []).append(row)
    entries = []
    with transaction.atomic():
        for (before, after), moved in moves.items():
            # The condition leaves alone a company that somebody moved since it was read.
            keys = [row[0] for row in moved]
            unmoved = Q(territory__isnull=True) if before is None else Q(territory_id=before)
            Company.objects.filter(unmoved, pk__in=keys).update(territory_id=after)
            told = {"territory_id": (before, after)}
            entries += [Entry("changed", "company", row[0], row[4], row[0], told) for row in moved]
        return record_all(actor, entries)


def _near(prefixes: _Prefixes, postal_code: str, activity_code: str) -> list[Prefix]:
    place = prefixes.get((TerritoryCriterion.POSTAL_CODE, bare_code(postal_code)[:1]), ())
    trade = prefixes.get((TerritoryCriterion.ACTIVITY_CODE, bare_code(activity_code)[:1]), ())
    return [*place, *trade]


def _prefixes() -> _Prefixes:
    found: dict[tuple[TerritoryCriterion, str], list[Prefix]] = {}
    rows = TerritoryPrefix.objects.order_by("id").values_list("territory_id", "criterion", "prefix")
    for territory_id, criterion, prefix in rows:
        kind = TerritoryCriterion(criterion)
        found.setdefault((kind, bare_code(prefix)[:1]), []).append(Prefix(territory_id, kind, prefix))
    return found
