"""Finds companies by name or number, through indexes: for pickers, and to warn of a duplicate at entry."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from negoce.companies.models import Company
from negoce.companies.queries.visible import visible_companies
from negoce.companies.rules.duplicates.while_typing import is_near_name
from negoce.companies.rules.identifiers import parse_siren, parse_siret
from negoce.identity.rules.actor import Actor
from negoce.kit.text import name_key, strip_legal_forms

_USUAL_FORMS = ("sarl", "sas", "sa", "eurl", "sasu", "sci", "societe", "ets", "etablissements", "entreprise")
_ENOUGH = 8
_READ_AT_MOST = 60
_SHORTEST_NAME = 3


@dataclass(frozen=True, slots=True)
class Candidate:
    """A company that may be the one being entered.

    `public_id` and `place` are empty when the actor may not see it: then only its name and its owner are told.
    """

    name: str
    owner_name: str
    place: str
    public_id: str
    same_number: bool


def find_similar(
    actor: Actor, *, name: str = "", siren: str = "", siret: str = "", but: int | None = None
) -> Sequence[Candidate]:
    """The companies of the whole file with the same SIREN or SIRET, or nearly the same name, at most eight.

    Names are compared by the rules of the search for duplicates; the first letters must be right.
    At most four queries, each through an index.
    """
    number = parse_siren(siren).value or (parse_siret(siret).value or "")[:9]
    rows: dict[int, tuple[Company, bool]] = {}
    if number:
        _add(rows, _with_siren(_alive(), number)[:_ENOUGH], same_number=True)
    bare = strip_legal_forms(name)
    if len(bare) >= _SHORTEST_NAME:
        near = [row for row in _nearby(bare) if is_near_name(name, row.name)]
        _add(rows, near, same_number=False)
    rows.pop(but or 0, None)
    found = sorted(rows.values(), key=lambda pair: (not pair[1], pair[0].name_key, pair[0].pk))[:_ENOUGH]
    return _as_seen_by(actor, found)


def search_companies(
    actor: Actor, query: str, *, but: int | None = None, limit: int = 8
) -> Sequence[Company]:
    """Visible companies whose name begins with the query, or whose SIREN it is, by name; for pickers."""
    key = name_key(query)
    number = parse_siren(query).value
    if not key:
        return []
    rows = visible_companies(actor).exclude(pk=but) if but else visible_companies(actor)
    if number:
        return list(_with_siren(rows, number)[:limit])
    return list(rows.filter(_begins(key)).order_by("name_key", "id")[:limit])


def _alive() -> QuerySet[Company]:
    """Companies that are there, with only the columns that a candidate shows: whole rows cost three times more."""
    rows = Company.objects.filter(deleted_at__isnull=True).select_related("owner")
    return rows.only(
        "public_id", "name", "name_key", "city", "owner__first_name", "owner__last_name", "owner__email"
    )


def _with_siren(rows: QuerySet[Company], number: str) -> QuerySet[Company]:
    """Rows with this SIREN, in the order of its index, whose own condition must be said for it to serve."""
    return rows.filter(~Q(siren=""), siren=number).order_by("siren")


def _nearby(bare: str) -> Sequence[Company]:
    """Rows whose key begins alike, with or without a legal form in front."""
    kept = max(_SHORTEST_NAME, len(bare) * 2 // 3)
    usual = [f"{form} {bare}" for form in _USUAL_FORMS]
    alike = list(_alive().filter(_begins(bare[:kept])).order_by("name_key", "id")[:_READ_AT_MOST])
    # A crowded beginning may hide the name itself: it is looked up on its own.
    same = list(_alive().filter(_begins(bare)).order_by("name_key", "id")[:_ENOUGH])
    with_form = list(_alive().filter(name_key__in=usual).order_by("name_key", "id")[:_ENOUGH])
    return [*same, *with_form, *alike]


def _begins(key: str) -> Q:
    """Keys from `key` up to the next one that begins otherwise: a range, which every index serves."""
    return Q(name_key__gte=key, name_key__lt=key[:-1] + chr(ord(key[-1]) + 1))


def _add(rows: dict[int, tuple[Company, bool]], found: Iterable[Company], *, same_number: bool) -> None:
    for row in found:
        rows.setdefault(row.pk, (row, same_number))


def _as_seen_by(actor: Actor, found: Sequence[tuple[Company, bool]]) -> Sequence[Candidate]:
    if not found:
        return []
    keys = [row.pk for row, _same in found]
    seen = set(visible_companies(actor).filter(pk__in=keys).order_by("pk").values_list("pk", flat=True))
    return [
        Candidate(
            name=row.name,
            owner_name=row.owner.full_name if row.owner else "",
            place=row.city if row.pk in seen else "",
            public_id=row.public_id if row.pk in seen else "",
            same_number=same,
        )
        for row, same in found
    ]
