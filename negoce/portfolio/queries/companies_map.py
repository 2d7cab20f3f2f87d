"""Companies on a map: how many in each commune, added up by the database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Max

from negoce.companies.queries.lists.matching import matching
from negoce.companies.queries.lists.registry import LISTS
from negoce.companies.queries.lists.spec import Asked, understand
from negoce.companies.rules.places import Place, place_of
from negoce.identity.rules.actor import Actor


@dataclass(frozen=True, slots=True)
class TownCount:
    """A commune with its companies; `name` is that of the only one, where there is one."""

    place: Place
    companies: int
    name: str


@dataclass(frozen=True, slots=True)
class CompaniesMap:
    """Communes, the fullest first; how many companies stand nowhere known, how many in all."""

    towns: Sequence[TownCount]
    nowhere: int
    total: int
    problem: bool = False


def companies_map(actor: Actor, filter_text: str) -> CompaniesMap:
    """The companies of a filter that the actor sees, by commune; one query."""
    spec = understand(LISTS["companies"], actor, Asked(filter=filter_text))
    if spec.problems:
        return CompaniesMap((), 0, 0, problem=True)
    rows = matching(spec).order_by().values("country", "postal_code", "city_key")
    counted = rows.annotate(companies=Count("pk"), first=Max("name"), town=Max("city"))
    towns: dict[tuple[float, float], TownCount] = {}
    nowhere = total = 0
    for row in counted:
        total += row["companies"]
        place = place_of(row["postal_code"], row["town"]) if row["country"] == "FR" else None
        if place is None:
            nowhere += row["companies"]
            continue
        key = (place.latitude, place.longitude)
        before = towns.get(key)
        count = row["companies"] + (before.companies if before else 0)
        towns[key] = TownCount(before.place if before else place, count, row["first"] if count == 1 else "")
    ordered = sorted(
        towns.values(), key=lambda each: (-each.companies, each.place.name, each.place.postal_code)
    )
    return CompaniesMap(ordered, nowhere, total)
