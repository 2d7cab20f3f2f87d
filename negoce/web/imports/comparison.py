"""A row whose record exists, field by field: what the record holds beside what the file says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.text import capfirst

from negoce.companies.actions.company_checks import stored_values
from negoce.companies.actions.imports.custom_fields import VALUES_KEY
from negoce.companies.actions.imports.run import read_table_rows
from negoce.companies.custom_known import custom_fields
from negoce.companies.enums import AddressKind
from negoce.companies.models import Address, Company, Contact, ImportRun
from negoce.companies.permissions import is_custom, may_read_field
from negoce.companies.queries.custom_fields import custom_values
from negoce.companies.queries.imports.targets import import_target
from negoce.companies.queries.visible import visible_companies, visible_contacts
from negoce.companies.rules.custom_values import stored_again
from negoce.files.reading.rows import TableRow
from negoce.identity.rules.actor import Actor

SAME, FILLS, DIFFERS = "same", "fills", "differs"
_PAGES = {"company": "companies:record", "contact": "contacts:record"}
_ASIDE = frozenset({"import_key", "company_key"})
_COMPANY_PREFIX = "company_"
_POST = ("function", "department")
_PERSON = ("civility", "first_name", "last_name", "email", "phone", "mobile", "fax", "linkedin", "note")
Record = Company | Contact


@dataclass(frozen=True, slots=True)
class ComparedField:
    """A field of the file in words on both sides; `state` says whether the record lacks it or holds another value."""

    label: str
    stored: str
    given: str
    state: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """A row of the file beside the record that it speaks of."""

    name: str
    url: str
    fields: Sequence[ComparedField]

    @property
    def differing(self) -> Sequence[ComparedField]:
        """The fields in which the file says something else, or more."""
        return [each for each in self.fields if each.state != SAME]


def compare_rows(
    actor: Actor, run: ImportRun, rows: Sequence[TableRow], records: Mapping[int, str]
) -> Mapping[int, Comparison]:
    """Each row of the file beside its record, by number; `records` are public ids. As many queries whatever the
    number of rows; a record that the actor does not see is left out, and so are fields that they may not read.
    """
    target = import_target(run.target)
    kind = target.kinds[0] if target.kinds else ""
    found = _records(actor, kind, {records[row.number] for row in rows if row.number in records})
    if not found:
        return {}
    held = _held(kind, list(found.values()))
    labels = {
        field.key: capfirst(str(field.label))
        for field in target.fields
        if field.key not in _ASIDE and _may_read(actor, kind, field.key)
    }
    compared = {}
    for row, read in zip(rows, read_table_rows(target, run, rows), strict=True):
        record = found.get(records.get(row.number, ""))
        if record is None:
            continue
        given, stored = target.show(read.values), target.show(held[record.pk])
        fields = [
            ComparedField(label, stored.get(key, ""), given[key], _state(stored.get(key, ""), given[key]))
            for key, label in labels.items()
            if given.get(key)
        ]
        name = record.name if isinstance(record, Company) else record.full_name
        compared[row.number] = Comparison(name, reverse(_PAGES[kind], args=[record.public_id]), fields)
    return compared


def _state(stored: str, given: str) -> str:
    if stored == given:
        return SAME
    return DIFFERS if stored else FILLS


def _may_read(actor: Actor, kind: str, key: str) -> bool:
    if kind == "contact" and key.startswith(_COMPANY_PREFIX):
        return may_read_field(actor, "company", key.removeprefix(_COMPANY_PREFIX))
    return may_read_field(actor, "post" if key in _POST and kind == "contact" else kind, key)


def _records(actor: Actor, kind: str, public_ids: set[str]) -> Mapping[str, Record]:
    if not public_ids or kind not in _PAGES:
        return {}
    rows: Any = visible_companies(actor)
    if kind == "contact":
        rows = visible_contacts(actor).select_related("company", "current_post")
    return {record.public_id: record for record in rows.filter(public_id__in=public_ids)}


def _held(kind: str, records: Sequence[Record]) -> Mapping[int, Mapping[str, object]]:
    """The values of records in the form in which rows are read, so that the same words show both."""
    fields = custom_fields(kind)
    keys = [record.pk for record in records]
    custom = custom_values(kind, keys, fields)
    known = {field.key: field for field in fields}
    lines = _lines(keys) if kind == "company" else {}
    held: dict[int, Mapping[str, object]] = {}
    for record in records:
        own = {
            key: stored_again(known[key], value)
            for key, value in custom.get(record.pk, {}).items()
            if is_custom(key)
        }
        values = (
            {**_company_values(record), **lines.get(record.pk, {})}
            if isinstance(record, Company)
            else _contact_values(record)
        )
        held[record.pk] = {**values, VALUES_KEY: own}
    return held


def _company_values(company: Company) -> dict[str, object]:
    return {name: value for name, value in stored_values(company).items() if name not in ("owner", "parent")}


def _contact_values(contact: Contact) -> dict[str, object]:
    post = contact.current_post
    return {
        "company": _company_values(contact.company),
        "contact": {name: getattr(contact, name) for name in _PERSON},
        "post": {name: getattr(post, name) for name in _POST} if post else {},
    }


def _lines(keys: Sequence[int]) -> Mapping[int, Mapping[str, object]]:
    """The lines of the head office of companies."""
    offices = Address.objects.filter(company_id__in=keys, kind=AddressKind.HEAD_OFFICE.value)
    rows = offices.order_by("-pk").values_list("company_id", "line1", "line2")
    return {key: {"line1": line1, "line2": line2} for key, line1, line2 in rows}
