"""Finds the company that rows name, for what hangs on companies and makes none: orders, activities."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from django.db.models import Q

from negoce.companies.actions.imports.batch import ImportBatch
from negoce.companies.models import Company
from negoce.companies.queries.imports.customers import company_keys_by_code
from negoce.companies.queries.lists.among import Among
from negoce.companies.rules.imports.matching import Likeness, find_same, likeness_of
from negoce.kit.explain import Finding
from negoce.kit.text import name_key

_MOST_REMEMBERED = 200_000
_PIECE = 500
_LIKE = ("pk", "import_key", "siren", "siret", "name", "postal_code", "city_key", "name_key")


class Asked(NamedTuple):
    """What a row says of its company."""

    key: str
    name: str
    siren: str
    siret: str
    postal_code: str
    city: str

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing names a company."""
        return not (self.key or self.name or self.siren or self.siret)

    @property
    def told(self) -> str:
        """How the row names the company, for what is said of it."""
        return (self.key or self.name or self.siret or self.siren)[:80]


class Found(NamedTuple):
    """A stored company that the actor sees."""

    pk: int
    name: str
    owner_id: int | None
    territory_id: int | None


def asked_of(key: object, values: Mapping[str, object]) -> Asked:
    """What a row says, from its code and the values that `read_company` read."""
    names = ("name", "siren", "siret", "postal_code", "city")
    return Asked(str(key or ""), *(str(values.get(name) or "") for name in names))


class CompanyFinder:
    """Lives as long as an import: a company found once is only looked at again, by its key, in each batch.

    Companies that were not found are looked for anew each time: another import may have brought them since.
    """

    def __init__(self, batch: ImportBatch) -> None:
        self._batch = batch
        self._remembered: dict[Asked, int] = {}

    def find(self, wanted: Iterable[Asked]) -> Mapping[Asked, Found | Finding]:
        """The company of each, or why there is none. Reads what is stored now, in a few queries."""
        asked = {each for each in wanted if not each.is_empty}
        found: dict[Asked, Found | Finding] = {}
        known = {each: self._remembered[each] for each in asked if each in self._remembered}
        known |= self._look_up([each for each in asked if each not in known], found)
        alive = _alive({*known.values()})
        for each, key in known.items():
            if key in alive:
                found[each] = self._allowed(alive[key])
                self._remembered[each] = key
            else:
                # Deleted or merged since: the next batch looks for it anew.
                self._remembered.pop(each, None)
                found[each] = Finding("order.no_customer", "error", {"text": each.told})
        return found

    def _look_up(self, missing: Sequence[Asked], found: dict[Asked, Found | Finding]) -> Mapping[Asked, int]:
        if not missing:
            return {}
        if len(self._remembered) > _MOST_REMEMBERED:
            self._remembered.clear()
        by_code = company_keys_by_code({each.key for each in missing})
        keys = {each: by_code[each.key][0] for each in missing if len(by_code.get(each.key, ())) == 1}
        described = [each for each in missing if each not in keys and (each.name or each.siren or each.siret)]
        keys |= _alike(described)
        for each in missing:
            if each not in keys:
                several = len(by_code.get(each.key, ())) > 1
                code = "order.several_customers" if several else "order.no_customer"
                found[each] = Finding(code, "error", {"text": each.told})
        return keys

    def _allowed(self, company: Found) -> Found | Finding:
        actor = self._batch.actor
        if (
            actor.sees_everything
            or company.owner_id in actor.colleague_ids
            or company.territory_id in actor.territory_ids
        ):
            return company
        figures = {"name": company.name, "owner": self._batch.person_name(company.owner_id)}
        return Finding("row.not_yours", "error", figures)


def finder_of(batch: ImportBatch) -> CompanyFinder:
    """The finder of an import, kept from one batch to the next."""
    finder = vars(batch).get("_company_finder")
    if not isinstance(finder, CompanyFinder):
        finder = vars(batch)["_company_finder"] = CompanyFinder(batch)
    return finder


def _alike(asked: Sequence[Asked]) -> dict[Asked, int]:
    """The company of each by SIRET, SIREN or name, as companies of a file are recognised."""
    rows = {
        each: likeness_of(0, "", {name: value for name, value in each._asdict().items() if name != "key"})
        for each in asked
    }
    folded = {each: name_key(each.name)[:200] for each in asked}
    possible = _possible(rows.values(), folded.values())
    keys = {}
    for each, row in rows.items():
        near = {
            like.handle: like
            for place in (
                ("siret", row.siret),
                ("siren", row.siren),
                ("name", folded[each]),
                ("name", row.bare_name),
            )
            if place[1]
            for like in possible.get(place, ())
        }
        same = find_same(row, near.values())
        if same is not None:
            keys[each] = same.handle
    return keys


def _possible(
    rows: Iterable[Likeness], folded: Iterable[str]
) -> Mapping[tuple[str, str], Sequence[Likeness]]:
    """Stored companies by what they share with the rows."""
    given = list(rows)
    names = {*folded, *(row.bare_name for row in given)} - {""}
    # Each index covers filled values only; the condition must say so, or SQLite reads the whole table.
    lookups = (
        ("siret", {row.siret for row in given} - {""}, ~Q(siret="")),
        ("siren", {row.siren for row in given} - {""}, ~Q(siren="")),
        ("name_key", names, Q()),
    )
    seen: set[int] = set()
    found: dict[tuple[str, str], list[Likeness]] = defaultdict(list)
    alive = Company.objects.filter(deleted_at__isnull=True)
    for field, wanted, filled in lookups:
        ordered = sorted(wanted)
        for start in range(0, len(ordered), _PIECE):
            piece = alive.filter(filled, **{f"{field}__in": ordered[start : start + _PIECE]}).order_by("pk")
            for pk, key, siren, siret, name, postal_code, city_key, folded_name in piece.values_list(*_LIKE):
                if pk in seen:
                    continue
                seen.add(pk)
                values = {"siren": siren, "siret": siret, "name": name, "postal_code": postal_code}
                like = likeness_of(pk, key, {**values, "city_key": city_key})
                for place in {
                    ("siret", siret),
                    ("siren", siren),
                    ("name", folded_name),
                    ("name", like.bare_name),
                }:
                    if place[1]:
                        found[place].append(like)
    return found


def _alive(keys: set[int]) -> Mapping[int, Found]:
    rows = Company.objects.filter(Among(sorted(keys)), deleted_at__isnull=True).order_by("pk")
    return {row[0]: Found(*row) for row in rows.values_list("pk", "name", "owner_id", "territory_id")}
