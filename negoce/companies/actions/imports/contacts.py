"""Writes a batch of rows as contacts, each with an open post; companies that are unknown are created."""

from __future__ import annotations

from collections.abc import Sequence

from negoce.companies.actions.imports.batch import ImportBatch
from negoce.companies.actions.imports.companies import exists
from negoce.companies.actions.imports.contact_employers import place_employers
from negoce.companies.actions.imports.contact_finder import KnownContacts, known_contacts
from negoce.companies.actions.imports.contact_writing import (
    CONTACT_FIELDS,
    ContactWork,
    complete_contact,
    create_contact,
    write_work,
)
from negoce.companies.actions.imports.oppositions import OpposedCoordinates
from negoce.companies.enums import DuplicateMode
from negoce.companies.models import Company
from negoce.companies.permissions import may_read_field, may_write_field
from negoce.companies.queries.imports.known import may_change
from negoce.companies.rules.imports.outcome import Result, RowOutcome
from negoce.companies.rules.imports.rows import ReadRow, RowFinding
from negoce.kit.explain import Finding


def write_contacts(batch: ImportBatch, rows: Sequence[ReadRow]) -> Sequence[RowOutcome]:
    """Write the rows that were not refused, in the caller's transaction; returns the end of each, in
    order.
    """
    companies, refusals = place_employers(batch, rows)
    persons = [_person(row) for row in rows if row.number in companies]
    opposed = OpposedCoordinates(persons)
    known = known_contacts(batch, persons, companies.values())
    work, outcomes = ContactWork(), []
    for row in rows:
        company = companies.get(row.number)
        if company is None:
            found = refusals.get(row.number, ())
            outcomes.append(RowOutcome(row.number, Result.REFUSED, (*row.findings, *found)))
            continue
        result, findings = _place(batch, work, known, row, company, opposed)
        outcomes.append(RowOutcome(row.number, result, (*row.findings, *findings)))
    write_work(batch, work)
    touched = [pair[0] for pair in work.created] + [work.contacts[key] for key in work.changes]
    closed = opposed.carry(batch.actor, touched)
    for key, before in work.before.items():
        if closed.get(key):
            before["closed"], work.after[key]["closed"] = None, closed[key]
        changed_at = work.contacts[key].updated_at
        batch.remember("contact", key, {**before, "updated_at": changed_at}, batch.moment, work.after[key])
    return outcomes


def _place(
    batch: ImportBatch,
    work: ContactWork,
    known: KnownContacts,
    row: ReadRow,
    company: Company,
    opposed: OpposedCoordinates,
) -> tuple[Result, Sequence[RowFinding]]:
    values, post_values = dict(_person(row)), row.values["post"]
    assert isinstance(post_values, dict)
    findings: list[RowFinding] = []
    if opposed.was_erased(values):
        values.pop("email")
        findings.append(RowFinding("email", Finding("row.opposed", "warning")))
    key = batch.key_of(values)
    contact = None
    if not batch.always_new:
        contact = known.chosen(batch, row.number) or known.find(key, values, company.pk)
    findings += _drop_forbidden(batch, values, is_new=contact is None or contact.pk is None)
    if contact is None:
        contact = create_contact(batch, work, company, values, post_values)
        known.add(contact)
        batch.placed[row.number] = contact
        return Result.CREATED, findings
    if contact.company_id != company.pk:
        home = Company.objects.filter(pk=contact.company_id).first()
        known_at = {"name": home.name} if home is not None and may_change(batch.actor, home) else {}
        code = "row.other_company" if known_at else "row.known_elsewhere"
        warning = RowFinding("company_name", Finding(code, "warning", known_at))
        return Result.UNCHANGED, (*findings, warning)
    batch.placed[row.number] = contact
    if batch.mode is DuplicateMode.SKIP:
        return Result.SKIPPED, findings
    if batch.mode is DuplicateMode.ASK and contact.pk is not None:
        return Result.ASKED, (*findings, exists(contact.full_name, contact.public_id))
    return (
        Result.UPDATED if complete_contact(batch, work, contact, values, post_values) else Result.UNCHANGED
    ), findings


def _drop_forbidden(batch: ImportBatch, values: dict[str, object], *, is_new: bool) -> list[RowFinding]:
    """Sensitive fields that the actor may not write are left out, and said.

    What a person who is new to us brings is nobody's to protect yet: who may import and read such fields brings them.
    """
    may = may_read_field if is_new else may_write_field
    dropped = [name for name in CONTACT_FIELDS if values.get(name) and not may(batch.actor, "contact", name)]
    for name in dropped:
        values.pop(name)
    return [RowFinding(name, Finding("row.not_allowed", "warning")) for name in dropped]


def _person(row: ReadRow) -> dict[str, object]:
    person = row.values["contact"]
    assert isinstance(person, dict)
    return person
