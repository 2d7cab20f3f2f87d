"""Puts back the companies of one batch of an import, with their head offices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from negoce.companies.actions.bulk_rows import update_rows
from negoce.companies.actions.imports.restore import (
    CHANGED_AT,
    Pair,
    UndoBatch,
    changed_at,
    changes_of,
    journal_fields,
    linked,
    remove_with_what_follows,
    restored_values,
    rows_of,
    unchanged,
)
from negoce.companies.actions.merges.links import linked_records
from negoce.companies.actions.search.index import index_records
from negoce.companies.enums import AddressKind
from negoce.companies.models import Address, Company
from negoce.companies.queries.search.among import among
from negoce.companies.rules.company_derived import derive_company
from negoce.companies.rules.company_values import EDITABLE

_LINES = ("line1", "line2")
_OFFICE = AddressKind.HEAD_OFFICE.value
_PLACE = ("postal_code", "city", "country")
_GIVEN = tuple(name for name in EDITABLE if name not in ("owner", "parent"))
# What hangs on a company by itself; an edit of it since is told by the journal.
_OWN = frozenset(
    {
        "companies.address",
        "companies.companycustomvalue",
        "companies.duplicatepair",
        "companies.registerlookup",
    }
)


def undo_companies(batch: UndoBatch) -> None:
    """Remove the companies that the batch made and nobody touched; give the others their values back."""
    changed = changes_of(batch, Company)
    own = _OWN | worked_out_tables("company")
    gone = unchanged(batch, Company, changed, own=own, edited=lambda keys: _edited(batch, keys))
    gone = _without_further_addresses(batch, gone)
    changes, touched = _restored(batch, rows_of(batch, Company)) if batch.updated else ([], [])
    update_rows(Company, changes)
    remove_with_what_follows(Company, gone, own)
    index_records("company", [*gone, *touched])


def worked_out_tables(kind: str) -> frozenset[str]:
    """Tables of upper rooms that are worked out from the rest: they go with their record."""
    upper = linked_records(kind)
    figures = {name.rpartition(".")[0].lower() for each in upper for name in each.figures}
    return frozenset(figures).union(*(each.worked_out for each in upper))


def _edited(batch: UndoBatch, keys: Sequence[int]) -> Mapping[int, set[str]]:
    return journal_fields(("company", "address"), "company_key", keys, batch.image.written_at)


def _without_further_addresses(batch: UndoBatch, keys: Sequence[int]) -> list[int]:
    """Sites that somebody added keep their company; so does a post that sits at its head office."""
    if not keys:
        return []
    addresses = Address.objects.filter(among(keys, "company_id")).order_by("pk")
    rows = list(addresses.values_list("pk", "company_id", "kind"))
    companies = {address: company for address, company, _kind in rows}
    held: dict[int, set[str]] = {
        company: {"companies.address"} for _address, company, kind in rows if kind != _OFFICE
    }
    if companies:
        for key, links in linked(Address, sorted(companies), ()).items():
            held.setdefault(companies[key], set()).update(links)
    for key, links in held.items():
        batch.undone.discard(key)
        batch.keep(key, links=links)
    return [key for key in keys if key not in held]


def _restored(
    batch: UndoBatch, rows: Mapping[int, Company]
) -> tuple[list[tuple[int, Mapping[str, Any]]], list[int]]:
    offices = {
        address.company_id: address
        for address in Address.objects.filter(
            company_id__in=sorted(batch.updated), kind=AddressKind.HEAD_OFFICE.value
        ).order_by("pk")
    }
    changes: list[tuple[int, Mapping[str, Any]]] = []
    address_changes: list[tuple[int, Mapping[str, Any]]] = []
    removed: list[int] = []
    for key, fields in batch.updated.items():
        company = rows.get(key)
        if company is None:
            continue
        back, later = restored_values(batch, company, fields)
        lines, later_lines, drop = _lines(fields, offices.get(key))
        later += later_lines
        if later:
            back = _consistent(company, back, later)
            batch.keep(key, fields=later)
        else:
            batch.undone.add(key)
        office = offices.get(key)
        if office is not None and drop:
            removed.append(office.pk)
        elif office is not None:
            place = {name: back[name] for name in _PLACE if name in back}
            if lines or place:
                address_changes.append((office.pk, {**lines, **place}))
        if back or lines or drop or CHANGED_AT in fields:
            back[CHANGED_AT] = changed_at(batch, company, fields, not later)
            changes.append((key, back))
    update_rows(Address, address_changes)
    Address.objects.filter(pk__in=removed).delete()
    return changes, [key for key, _back in changes]


def _lines(fields: Mapping[str, Pair], office: Address | None) -> tuple[dict[str, Any], list[str], bool]:
    """The lines of the head office that come back, those edited since, and whether it goes altogether."""
    given = fields.get("head_office")
    if given is not None:
        if office is None:
            return {}, [], False
        same = [office.line1, office.line2] == given[1]
        used = bool(linked(Address, [office.pk], ()))
        return ({}, [], True) if same and not used else ({}, [] if same else list(_LINES), False)
    back, later = {}, []
    for name in _LINES:
        if name not in fields or office is None:
            continue
        before, after = fields[name]
        if getattr(office, name) == after:
            back[name] = before
        elif getattr(office, name) != before:
            later.append(name)
    return back, later, False


def _consistent(company: Company, back: Mapping[str, Any], later: Sequence[str]) -> dict[str, Any]:
    """Values that come back beside later ones must still agree with them; what follows is worked out anew.

    Those that do not are left, and told with the others.
    """
    given = {name: value for name, value in back.items() if name in _GIVEN}
    others = {name: value for name, value in back.items() if name not in _GIVEN}
    stored = {name: getattr(company, name) for name in _GIVEN}
    derived = derive_company(given, stored)
    if derived.errors:
        assert isinstance(later, list)
        later.extend(given)
        return {}
    values = {name: value for name, value in derived.values.items() if name not in later}
    return {**others, **given, **values}
