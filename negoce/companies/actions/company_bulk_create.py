"""Creates many companies in one transaction: each row judged as by itself, the good ones written together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.companies.actions.bulk_rows import insert_objects, insert_values, new_object
from negoce.companies.actions.company_checks import checked_values
from negoce.companies.actions.custom_given import Given, insert_given, read_given
from negoce.companies.actions.search.index import index_records
from negoce.companies.enums import AddressKind
from negoce.companies.models import Address, Company
from negoce.companies.permissions import is_custom
from negoce.companies.rules.company_values import ADDRESS_LINES
from negoce.companies.rules.territory import Prefix, choose_territory
from negoce.identity.actions.journal import Entry, record_all
from negoce.identity.enums import Permission, TerritoryCriterion
from negoce.identity.models import TerritoryPrefix
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.jobs.events import emit
from negoce.kit.public_id import new_public_id, new_public_ids
from negoce.kit.refusal import Refused, refuse_field

MOST_ROWS = 1_000
_PLACE = ("postal_code", "city", "country")
_SILENT = frozenset({"name_key", "city_key"})


@dataclass(frozen=True, slots=True)
class RowResult:
    """The end of one row: the company made, or why not, by field."""

    company: Company | None
    message: str = ""
    errors: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Read:
    fields: Mapping[str, object]
    lines: Mapping[str, str]
    custom: Given


def create_companies(actor: Actor, *, rows: Sequence[Mapping[str, object]]) -> Sequence[RowResult]:
    """Create a company a row, from raw values as `create_company` takes them, and those of custom fields by key;
    returns the end of each, in order.

    A refused row keeps nothing from the others. Raises NotAllowed, and Refused for more than MOST_ROWS rows.
    """
    require(actor, Permission.CREATE)
    if len(rows) > MOST_ROWS:
        raise Refused(_("Envoyez %(max)s lignes au plus à la fois.") % {"max": MOST_ROWS})
    read: list[_Read | Refused] = [_read(actor, row) for row in rows]
    with transaction.atomic():
        made = iter(_write(actor, [each for each in read if isinstance(each, _Read)]))
        return [
            RowResult(None, each.message, each.fields) if isinstance(each, Refused) else RowResult(next(made))
            for each in read
        ]


def _read(actor: Actor, row: Mapping[str, object]) -> _Read | Refused:
    given = {name: value for name, value in row.items() if value is not None and not is_custom(name)}
    try:
        if "name" not in given:
            raise refuse_field("name", _("Le nom de l’entreprise est nécessaire."))
        fields = dict(checked_values(actor, given, None))
        custom = read_given(actor, "company", {name: value for name, value in row.items() if is_custom(name)})
    except Refused as refused:
        return refused
    lines = {name: str(fields.pop(name, "")) for name in ADDRESS_LINES}
    if "owner" not in row:
        fields["owner_id"] = actor.user_id
    for link in ("owner", "parent"):
        if link in fields:
            fields[f"{link}_id"] = getattr(fields.pop(link), "pk", None)
    return _Read(fields, lines, custom)


def _write(actor: Actor, rows: Sequence[_Read]) -> Sequence[Company]:
    now = timezone.now()
    prefixes = [
        Prefix(key, TerritoryCriterion(criterion), prefix)
        for key, criterion, prefix in TerritoryPrefix.objects.order_by("id").values_list(
            "territory_id", "criterion", "prefix"
        )
    ]
    companies = []
    for row, public_id in zip(rows, new_public_ids(len(rows)), strict=True):
        company = new_object(Company, row.fields)
        company.public_id, company.created_at, company.updated_at = public_id, now, now
        company.territory_id = choose_territory(company.postal_code, company.activity_code, prefixes)
        companies.append(company)
    insert_objects(companies)
    _add_head_offices(companies, rows)
    insert_given(
        "company",
        {company.pk: row.custom for company, row in zip(companies, rows, strict=True) if row.custom},
    )
    batch = new_public_id()
    record_all(
        actor, [_entry(company, row, batch) for company, row in zip(companies, rows, strict=True)], at=now
    )
    index_records("company", [company.pk for company in companies])
    for company, row in zip(companies, rows, strict=True):
        emit("company_changed", {"company": company.pk, "fields": sorted(row.fields)}, actor_id=actor.user_id)
    return companies


def _add_head_offices(companies: Sequence[Company], rows: Sequence[_Read]) -> None:
    addresses: list[dict[str, object]] = []
    for company, row in zip(companies, rows, strict=True):
        if company.postal_code or company.city or any(row.lines.values()):
            place = {name: getattr(company, name) for name in _PLACE}
            kind = AddressKind.HEAD_OFFICE.value
            addresses.append({"company_id": company.pk, "kind": kind, **place, **row.lines})
    for values, public_id in zip(addresses, new_public_ids(len(addresses)), strict=True):
        values["public_id"] = public_id
    insert_values(Address, addresses)


def _entry(company: Company, row: _Read, batch: str) -> Entry:
    told = {
        name.removesuffix("_id"): (None, value)
        for name, value in {**row.fields, **row.lines}.items()
        if value not in (None, "") and name not in _SILENT
    }
    told |= {key: (None, value.plain) for key, value in row.custom.items()}
    return Entry("created", "company", company.pk, company.name, company.pk, told, batch)
