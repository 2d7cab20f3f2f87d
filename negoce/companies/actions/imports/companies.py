"""Writes a batch of rows as companies: recognised, created or completed, with their head office."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from negoce.companies.actions.bulk_rows import insert_objects, insert_values, new_object, update_rows
from negoce.companies.actions.facts_changed import tell_facts_changed
from negoce.companies.actions.imports.batch import ImportBatch
from negoce.companies.actions.search.index import index_new, index_records
from negoce.companies.enums import AddressKind, DuplicateMode
from negoce.companies.models import Address, Company
from negoce.companies.queries.imports.known import KnownCompanies, folded_name, may_change
from negoce.companies.rules.company_derived import derive_company
from negoce.companies.rules.company_values import EDITABLE
from negoce.companies.rules.imports.matching import Likeness, likeness_of
from negoce.companies.rules.imports.outcome import Result, RowOutcome, merge_changes
from negoce.companies.rules.imports.rows import ReadRow, RowFinding
from negoce.companies.rules.search.company_texts import COMPANY_CODE, CompanyTexts
from negoce.companies.rules.search.terms import entry_id, readers_terms
from negoce.kit.explain import Finding
from negoce.kit.public_id import new_public_ids

_COLUMNS = (*(name for name in EDITABLE if name not in ("owner", "parent")), "activity_code_version")
_PLACE = ("postal_code", "city", "country")
_PLACE_OR_TRADE = frozenset({"postal_code", "activity_code"})
_LINES = ("line1", "line2")
_DERIVED = (
    "name_key",
    "city_key",
    "department",
    "headcount_band",
    "size_class",
    "siren",
    "buyer_type",
    "public_body_kind",
)
_GIVEN = frozenset({*_COLUMNS, *_DERIVED})


@dataclass
class _Work:
    """What a batch is about to write."""

    created: list[Company] = field(default_factory=list)
    lines: dict[int, Mapping[str, str]] = field(default_factory=dict)
    # What search is told of a new company, while it is as its row said.
    texts: dict[int, CompanyTexts] = field(default_factory=dict)
    changes: dict[int, dict[str, object]] = field(default_factory=dict)
    before: dict[int, dict[str, object]] = field(default_factory=dict)
    after: dict[int, dict[str, object]] = field(default_factory=dict)
    address_changes: dict[int, dict[str, object]] = field(default_factory=dict)
    new_addresses: list[Address] = field(default_factory=list)


def write_companies(batch: ImportBatch, rows: Sequence[ReadRow]) -> Sequence[RowOutcome]:
    """Write the rows that were not refused, in the caller's transaction; returns the end of each, in
    order.
    """
    outcomes, companies = place_companies(batch, [(row, row.values) for row in rows])
    batch.placed.update(companies)
    return outcomes


def place_companies(
    batch: ImportBatch,
    rows: Sequence[tuple[ReadRow, Mapping[str, object]]],
    *,
    mode: DuplicateMode | None = None,
) -> tuple[Sequence[RowOutcome], Mapping[int, Company]]:
    """Find or make the company of each row; also returns them by the row's number, which contacts need.

    `mode` is that of the import unless told otherwise.
    """
    likenesses = {row.number: likeness_of(0, batch.key_of(values), values) for row, values in rows}
    known = KnownCompanies(
        [likenesses[row.number] for row, _values in rows if not row.refused],
        [folded_name(values) for row, values in rows if not row.refused],
    )
    work = _Work()
    outcomes: list[RowOutcome] = []
    companies: dict[int, Company] = {}
    for row, values in rows:
        if row.refused:
            outcomes.append(RowOutcome(row.number, Result.REFUSED, row.findings))
            continue
        result, findings, company = _place(
            batch, work, known, likenesses[row.number], values, mode or batch.mode
        )
        if result is Result.CREATED and isinstance(row.ready, CompanyTexts):
            work.texts[id(company)] = row.ready
        outcomes.append(RowOutcome(row.number, result, (*row.findings, *findings)))
        if company is not None:
            companies[row.number] = company
    _write(batch, work, known)
    return outcomes, companies


def _place(
    batch: ImportBatch,
    work: _Work,
    known: KnownCompanies,
    likeness: Likeness,
    values: Mapping[str, object],
    mode: DuplicateMode,
) -> tuple[Result, Sequence[RowFinding], Company | None]:
    company = None if batch.always_new else known.find(likeness, folded_name(values))
    if company is None:
        bearer = None if batch.always_new else known.bearer_of_siret(likeness)
        company = _new_company(batch, values)
        known.add(company)
        work.lines[id(company)] = {name: str(values.get(name) or "") for name in _LINES}
        work.created.append(company)
        return Result.CREATED, () if bearer is None else (_same_siret(bearer),), company
    if not may_change(batch.actor, company):
        figures = {"name": company.name, "owner": batch.person_name(company.owner_id)}
        return Result.REFUSED, (RowFinding("", Finding("row.not_yours", "error", figures)),), None
    if mode is DuplicateMode.SKIP:
        return Result.SKIPPED, (), company
    if mode is DuplicateMode.ASK and company.pk is not None:
        return Result.ASKED, (exists(company.name, company.public_id),), None
    return (*_complete(batch, work, known, company, values), company)


def exists(name: str, public_id: str) -> RowFinding:
    """What is said of a row that waits for a person's word."""
    return RowFinding("", Finding("row.exists", "question", {"name": name, "record": public_id}))


def _same_siret(bearer: Company) -> RowFinding:
    """What is said of a new company whose SIRET another one bears, under another name and in another place."""
    place = f"{bearer.postal_code} {bearer.city}".strip()
    told = f"{bearer.name} ({place})" if place else bearer.name
    return RowFinding("siret", Finding("row.same_siret", "warning", {"name": told}))


def _complete(
    batch: ImportBatch, work: _Work, known: KnownCompanies, company: Company, values: Mapping[str, object]
) -> tuple[Result, Sequence[RowFinding]]:
    stored = {name: getattr(company, name) for name in _COLUMNS}
    given = {name: value for name, value in values.items() if name in stored}
    changes = dict(merge_changes(stored, given, batch.mode))
    if changes:
        derived = derive_company(changes, stored)
        if derived.errors:
            return Result.REFUSED, [RowFinding(name, finding) for name, finding in derived.errors.items()]
        changes.update(derived.values)
    key = batch.key_of(values)
    if key and not company.import_key:
        changes["import_key"] = key
    if not _PLACE_OR_TRADE.isdisjoint(changes):
        changes["territory_id"] = batch.territory(
            str(changes.get("postal_code", company.postal_code)),
            str(changes.get("activity_code", company.activity_code)),
        )
    changes = {name: value for name, value in changes.items() if getattr(company, name) != value}
    told = _change_company(work, company, changes)
    told |= _change_lines(batch, work, known, company, values, bool(changes.keys() & set(_PLACE)))
    return (Result.UPDATED if told else Result.UNCHANGED), ()


def _change_company(work: _Work, company: Company, changes: Mapping[str, object]) -> bool:
    if company.pk is not None and changes:
        before = work.before.setdefault(company.pk, {})
        for name in changes:
            before.setdefault(name, getattr(company, name))
        work.after.setdefault(company.pk, {}).update(changes)
        work.changes.setdefault(company.pk, {}).update(changes)
    if changes:
        work.texts.pop(id(company), None)
    for name, value in changes.items():
        setattr(company, name, value)
    # The key of the source alone is no news to anybody.
    return bool(changes.keys() - {"import_key"})


def _change_lines(
    batch: ImportBatch,
    work: _Work,
    known: KnownCompanies,
    company: Company,
    values: Mapping[str, object],
    moved: bool,
) -> bool:
    lines = {name: str(values.get(name) or "") for name in _LINES}
    if company.pk is None:
        kept = work.lines[id(company)]
        work.lines[id(company)] = {name: lines[name] or kept[name] for name in _LINES}
        return work.lines[id(company)] != kept
    address = known.head_office(company)
    place: dict[str, object] = {name: getattr(company, name) for name in _PLACE}
    if address is None:
        if not any(lines.values()) and not moved:
            return False
        address = Address(company=company, kind=AddressKind.HEAD_OFFICE.value, **place, **lines)
        work.new_addresses.append(address)
        known.set_head_office(company, address)
        return any(lines.values())
    stored = {name: getattr(address, name) for name in (*_LINES, *_PLACE)}
    changes = dict(merge_changes(stored, {**lines, **(place if moved else {})}, batch.mode))
    if changes and address.pk is not None:
        before = work.before.setdefault(company.pk, {})
        for name in changes.keys() & set(_LINES):
            before.setdefault(name, stored[name])
            work.after.setdefault(company.pk, {})[name] = changes[name]
        work.address_changes.setdefault(address.pk, {}).update(changes)
    for name, value in changes.items():
        setattr(address, name, value)
    return bool(changes)


def _new_company(batch: ImportBatch, values: Mapping[str, object]) -> Company:
    run = batch.run
    fields = {name: value for name, value in values.items() if name in _GIVEN}
    company = new_object(Company, {"relation": run.relation, **fields})
    company.owner_id = run.owner_id
    company.origin_channel = company.origin_channel or run.origin_channel
    company.origin_detail = company.origin_detail or run.file.name[:200]
    company.import_key = batch.key_of(values)
    company.territory_id = batch.territory(company.postal_code, company.activity_code)
    return company


def _write(batch: ImportBatch, work: _Work, known: KnownCompanies) -> None:
    addresses = [
        _address_values(each, {name: getattr(each, name) for name in _LINES}) for each in work.new_addresses
    ]
    for company, public_id in zip(work.created, new_public_ids(len(work.created)), strict=True):
        company.public_id = public_id
        company.created_at = company.updated_at = batch.moment
    insert_objects(work.created)
    for company in work.created:
        batch.remember("company", company.pk, None, batch.moment)
        lines = work.lines[id(company)]
        if company.postal_code or company.city or any(lines.values()):
            addresses.append(_address_values(company, lines))
    for values, public_id in zip(addresses, new_public_ids(len(addresses)), strict=True):
        values["public_id"] = public_id
    insert_values(Address, addresses)
    for address in work.new_addresses:
        # A head office that the file gave to a known company goes with the import.
        work.before.setdefault(address.company_id, {})["head_office"] = None
        work.after.setdefault(address.company_id, {})["head_office"] = [address.line1, address.line2]
    for key in {*work.before, *work.changes}:
        work.changes.setdefault(key, {})["updated_at"] = batch.moment
        before = {**work.before.get(key, {}), "updated_at": known.changed_at(key)}
        batch.remember("company", key, before, batch.moment, work.after.get(key, {}))
    update_rows(Company, list(work.changes.items()))
    update_rows(Address, list(work.address_changes.items()))
    tell_facts_changed(company.pk for company in work.created)
    told = _tell_search(work)
    touched = {company.pk for company in work.created} | {*work.changes}
    touched |= {address.company_id for address in work.new_addresses}
    if touched - told:
        index_records("company", sorted(touched - told))


def _tell_search(work: _Work) -> set[int]:
    """Index the new companies whose texts are ready; returns their keys."""
    entries, terms = [], []
    for company in work.created:
        texts = work.texts.get(id(company))
        if texts is not None:
            readers = readers_terms(company.owner_id, company.territory_id)
            entries.append(texts.entry(entry_id(COMPANY_CODE, company.pk), company.pk, readers))
            terms.append(texts.all_terms(readers))
    index_new(entries, terms)
    return {company.pk for company in work.created if id(company) in work.texts}


def _address_values(place: Company | Address, lines: Mapping[str, object]) -> dict[str, object]:
    key = place.company_id if isinstance(place, Address) else place.pk
    values = {name: getattr(place, name) for name in _PLACE}
    return {"company_id": key, "kind": AddressKind.HEAD_OFFICE.value, **values, **lines}
