"""The stored companies that a batch of rows may speak of: four queries a batch, whatever its size."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from itertools import chain

from django.db import connection
from django.db.models import Q

from negoce.companies.enums import AddressKind
from negoce.companies.models import Address, Company
from negoce.companies.queries.merges.merges import stand_ins
from negoce.companies.rules.imports.matching import Likeness, find_same, likeness_of, same_siret
from negoce.identity.rules.actor import Actor
from negoce.kit.text import name_key

_NEW = 10**15
_LIKENESS_FIELDS = ("name", "siren", "siret", "postal_code", "city_key", "import_key")


class KnownCompanies:
    """Companies by what identifies them; those that the batch is about to create are added as it goes."""

    def __init__(self, wanted: Sequence[Likeness], names: Iterable[str]) -> None:
        self._by: dict[str, dict[str, list[Likeness]]] = {
            part: defaultdict(list) for part in ("key", "siret", "siren", "name")
        }
        self._companies: dict[int, Company] = {}
        self._lines: dict[int, Address] = {}
        self._new = 0
        self._load(wanted, names)

    def find(self, row: Likeness, folded_name: str) -> Company | None:
        """The company that a row speaks of, stored or about to be."""
        possible = {
            each.handle: each
            for part, value in (
                ("key", row.key),
                ("siret", row.siret),
                ("siren", row.siren),
                ("name", folded_name),
                ("name", row.bare_name),
            )
            if value
            for each in self._by[part].get(value, ())
        }
        if not possible:
            return None
        found = find_same(row, possible.values())
        return self._companies[found.handle] if found else None

    def bearer_of_siret(self, row: Likeness) -> Company | None:
        """The company that bears the SIRET of a row which is another company, stored or about to be."""
        found = same_siret(row, self._by["siret"].get(row.siret, ())) if row.siret else None
        return self._companies[found.handle] if found else None

    def add(self, company: Company) -> None:
        """Make a new company known to the rows that follow."""
        self._new += 1
        self._remember(_NEW + self._new, company)

    def changed_at(self, key: int) -> datetime:
        """When a stored company was last changed, before this batch."""
        return self._companies[key].updated_at

    def head_office(self, company: Company) -> Address | None:
        """The stored head office of a company."""
        return self._lines.get(company.pk)

    def set_head_office(self, company: Company, address: Address) -> None:
        """Make a head office that is about to be created known to the rows that follow."""
        self._lines[company.pk] = address

    def _load(self, wanted: Sequence[Likeness], names: Iterable[str]) -> None:
        lookups = (
            ({each.key for each in wanted if each.key}, "import_key"),
            ({each.siret for each in wanted if each.siret}, "siret"),
            ({each.siren for each in wanted if each.siren}, "siren"),
        )
        found: dict[int, Company] = {}
        for values, field in lookups:
            found.update((row.pk, row) for row in alive_with(field, values))
        folded = {name for name in chain(names, (each.bare_name for each in wanted)) if name}
        found.update((row.pk, row) for row in alive_with("name_key", folded))
        for key in sorted(found):
            self._remember(key, found[key])
        named = Q(name_key__in=sorted(folded))
        for values, field in lookups:
            if values:
                named |= ~Q(**{field: ""}) & Q(**{f"{field}__in": sorted(values)})
        for absorbed, survivor in stand_ins("company", named):
            # A file goes on naming what was merged: it means the record that stands for it.
            company = found.setdefault(survivor.pk, survivor)
            self._companies.setdefault(survivor.pk, company)
            self._remember(absorbed.pk, absorbed, stands_for=company)
        if not self._companies:
            return
        self._lines = {
            address.company_id: address
            for address in Address.objects.filter(
                company_id__in=sorted(found), kind=AddressKind.HEAD_OFFICE.value
            ).order_by("pk")
        }

    def _remember(self, handle: int, company: Company, stands_for: Company | None = None) -> None:
        values = {name: getattr(company, name) for name in _LIKENESS_FIELDS}
        each = likeness_of(handle, company.import_key, values)
        self._companies[handle] = stands_for or company
        for part, value in (
            ("key", each.key),
            ("siret", each.siret),
            ("siren", each.siren),
            ("name", company.name_key),
        ):
            if value:
                self._by[part][value].append(each)
        if each.bare_name != company.name_key:
            self._by["name"][each.bare_name].append(each)


def alive_with(field: str, values: Collection[str]) -> Sequence[Company]:
    """The companies that hold one of these values, the bin left out.

    The values go as one parameter: Django takes longer over a list of them than the database over the answer.
    """
    if not values:
        return []
    table, column = connection.ops.quote_name(Company._meta.db_table), connection.ops.quote_name(field)
    # Each index covers filled values only; the condition must say so, or SQLite reads the whole table.
    filled = "" if field == "name_key" else f"AND NOT ({column} = '') "
    given: object
    if connection.vendor == "sqlite":
        among, given = f"{column} IN (SELECT value FROM json_each(%s))", json.dumps(sorted(values))
    else:
        among, given = f"{column} = ANY(%s)", sorted(values)
    query = f"SELECT * FROM {table} WHERE deleted_at IS NULL {filled}AND {among}"
    return list(Company.objects.raw(query, [given]))


def may_change(actor: Actor, company: Company) -> bool:
    """Whether the actor sees this company, without asking the database."""
    if actor.sees_everything or company.pk is None:
        return True
    return company.owner_id in actor.colleague_ids or company.territory_id in actor.territory_ids


def folded_name(values: Mapping[str, object]) -> str:
    """The stored key of a row's name."""
    return str(values.get("name_key") or name_key(str(values.get("name") or "")))[:200]
