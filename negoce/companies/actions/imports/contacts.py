"""Writes a batch of rows as contacts, each with an open post; companies that are unknown are created."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Q

from negoce.companies.actions.bulk_rows import insert_objects, update_rows
from negoce.companies.actions.imports.batch import ImportBatch
from negoce.companies.actions.imports.companies import exists, place_companies
from negoce.companies.actions.imports.oppositions import OpposedCoordinates
from negoce.companies.actions.search.index import index_records
from negoce.companies.enums import DuplicateMode
from negoce.companies.models import Company, Contact, Post
from negoce.companies.permissions import may_write_field
from negoce.companies.queries.imports.customers import companies_by_code
from negoce.companies.queries.imports.known import may_change
from negoce.companies.queries.merges.merges import stand_ins
from negoce.companies.rules.emails import is_generic_email
from negoce.companies.rules.imports.outcome import Result, RowOutcome, merge_changes
from negoce.companies.rules.imports.rows import ReadRow, RowFinding
from negoce.kit.explain import Finding
from negoce.kit.public_id import new_public_ids

_FIELDS = (
    "civility",
    "first_name",
    "last_name",
    "email",
    "phone",
    "mobile",
    "fax",
    "linkedin",
    "note",
    "name_key",
)
_POST_FIELDS = ("function", "department")


@dataclass
class _Known:
    """Stored contacts that the batch may speak of, and those it is about to create."""

    by_email: dict[str, list[Contact]] = field(default_factory=lambda: defaultdict(list))
    by_name: dict[tuple[int, str], Contact] = field(default_factory=dict)
    by_key: dict[str, Contact] = field(default_factory=dict)

    def add(self, contact: Contact) -> None:
        if contact.email:
            self.by_email[contact.email.lower()].append(contact)
        self.by_name.setdefault((contact.company_id, contact.name_key), contact)
        if contact.import_key:
            self.by_key.setdefault(contact.import_key, contact)

    def stand_in(self, absorbed: Contact, survivor: Contact) -> None:
        """Make a person who was merged known as the one that stands for them."""
        if absorbed.email:
            self.by_email[absorbed.email.lower()].append(survivor)
        if absorbed.import_key:
            self.by_key.setdefault(absorbed.import_key, survivor)

    def find(self, key: str, values: Mapping[str, object], company_id: int) -> Contact | None:
        if key and key in self.by_key:
            return self.by_key[key]
        email, name = str(values.get("email", "")).lower(), str(values["name_key"])
        same_address = self.by_email.get(email, []) if email else []
        for contact in sorted(same_address, key=lambda each: each.company_id != company_id):
            if contact.name_key == name or not is_generic_email(email):
                return contact
        return self.by_name.get((company_id, name))


@dataclass
class _Work:
    created: list[tuple[Contact, Post]] = field(default_factory=list)
    changes: dict[int, dict[str, object]] = field(default_factory=dict)
    post_changes: dict[int, dict[str, object]] = field(default_factory=dict)
    before: dict[int, dict[str, object]] = field(default_factory=dict)
    after: dict[int, dict[str, object]] = field(default_factory=dict)
    contacts: dict[int, Contact] = field(default_factory=dict)
    # Posts of persons not written yet, by the identity of their contact; `created` keeps both alive.
    new_posts: dict[int, Post] = field(default_factory=dict)

    def post_of(self, contact: Contact) -> Post | None:
        """The post held today, be it of a person whom a row before this one brought in."""
        if contact.pk is not None:
            return contact.current_post
        return self.new_posts[id(contact)]


def write_contacts(batch: ImportBatch, rows: Sequence[ReadRow]) -> Sequence[RowOutcome]:
    """Write the rows that were not refused, in the caller's transaction; returns the end of each, in
    order.
    """
    companies, refusals = _companies_of(batch, rows)
    opposed = OpposedCoordinates([_person(row) for row in rows if row.number in companies])
    known = _load(batch, rows, companies)
    work, outcomes = _Work(), []
    for row in rows:
        company = companies.get(row.number)
        if company is None:
            found = refusals.get(row.number, ())
            outcomes.append(RowOutcome(row.number, Result.REFUSED, (*row.findings, *found)))
            continue
        result, findings = _place(batch, work, known, row, company, opposed)
        outcomes.append(RowOutcome(row.number, result, (*row.findings, *findings)))
    _write(batch, work)
    touched = [pair[0] for pair in work.created] + [work.contacts[key] for key in work.changes]
    closed = opposed.carry(batch.actor, touched)
    for key, before in work.before.items():
        if closed.get(key):
            before["closed"], work.after[key]["closed"] = None, closed[key]
        changed_at = work.contacts[key].updated_at
        batch.remember("contact", key, {**before, "updated_at": changed_at}, batch.moment, work.after[key])
    return outcomes


def _companies_of(
    batch: ImportBatch, rows: Sequence[ReadRow]
) -> tuple[dict[int, Company], dict[int, Sequence[RowFinding]]]:
    """The company of each row, by its number; a company that is known is left as it is."""
    sound = [row for row in rows if not row.refused]
    by_code = companies_by_code({str(row.values["company_key"]) for row in sound})
    companies: dict[int, Company] = {}
    refusals: dict[int, Sequence[RowFinding]] = {}
    to_place = []
    for row in sound:
        found = by_code.get(str(row.values["company_key"]), [])
        values = row.values["company"]
        assert isinstance(values, dict)
        if len(found) == 1 and may_change(batch.actor, found[0]):
            companies[row.number] = found[0]
        elif values.get("name"):
            to_place.append((row, values))
        else:
            figures = {"text": str(row.values["company_key"] or values.get("siret") or values.get("siren"))}
            refusals[row.number] = (
                RowFinding("company_name", Finding("order.no_customer", "error", figures)),
            )
    outcomes, placed = place_companies(batch, to_place, mode=DuplicateMode.SKIP)
    companies.update(placed)
    for outcome in outcomes:
        if outcome.number not in placed:
            own = {id(each) for row in sound if row.number == outcome.number for each in row.findings}
            refusals[outcome.number] = [each for each in outcome.findings if id(each) not in own]
    return companies, refusals


def _load(batch: ImportBatch, rows: Sequence[ReadRow], companies: Mapping[int, Company]) -> _Known:
    persons = [_person(row) for row in rows if row.number in companies]
    emails = {str(each["email"]) for each in persons if each.get("email")}
    emails |= {email.lower() for email in emails}
    keys = {key for each in persons if (key := batch.key_of(each))}
    alive = Contact.objects.filter(deleted_at__isnull=True, erased_at__isnull=True).select_related(
        "current_post"
    )
    found: dict[int, Contact] = {}
    if emails:
        found.update(
            (each.pk, each)
            for each in alive.exclude(email="").filter(email__in=sorted(emails)).order_by("pk")
        )
    if keys:
        rows_ = alive.exclude(import_key="").filter(import_key__in=sorted(keys)).order_by("pk")
        found.update((each.pk, each) for each in rows_)
    at = {company.pk for company in companies.values()}
    names = {str(each["name_key"]) for each in persons}
    same = alive.filter(company_id__in=sorted(at), name_key__in=sorted(names)).order_by("pk")
    found.update((each.pk, each) for each in same)
    known = _Known()
    for contact_id in sorted(found):
        known.add(found[contact_id])
    by_email = ~Q(email="") & Q(email__in=sorted(emails))
    by_key = ~Q(import_key="") & Q(import_key__in=sorted(keys))
    for absorbed, survivor in stand_ins("contact", by_email | by_key):
        known.stand_in(absorbed, found.get(survivor.pk, survivor))
    return known


def _place(
    batch: ImportBatch,
    work: _Work,
    known: _Known,
    row: ReadRow,
    company: Company,
    opposed: OpposedCoordinates,
) -> tuple[Result, Sequence[RowFinding]]:
    values, post_values = dict(_person(row)), row.values["post"]
    assert isinstance(post_values, dict)
    findings = _drop_forbidden(batch, values)
    if opposed.was_erased(values):
        values.pop("email")
        findings.append(RowFinding("email", Finding("row.opposed", "warning")))
    key = batch.key_of(values)
    contact = None if batch.always_new else known.find(key, values, company.pk)
    if contact is None:
        contact = Contact(company_id=company.pk, owner_id=batch.run.owner_id, import_key=key)
        for name in _FIELDS:
            setattr(contact, name, values.get(name, ""))
        contact.information_source = batch.run.file.name[:200]
        post = Post(company_id=company.pk, **{name: post_values.get(name, "") for name in _POST_FIELDS})
        known.add(contact)
        work.created.append((contact, post))
        work.new_posts[id(contact)] = post
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
        Result.UPDATED if _complete(batch, work, contact, values, post_values) else Result.UNCHANGED
    ), findings


def _complete(
    batch: ImportBatch,
    work: _Work,
    contact: Contact,
    values: Mapping[str, object],
    post_values: Mapping[str, object],
) -> bool:
    stored = {name: getattr(contact, name) for name in _FIELDS}
    changes = dict(merge_changes(stored, values, batch.mode))
    if "last_name" not in changes and "first_name" not in changes:
        changes.pop("name_key", None)
    post = work.post_of(contact)
    post_changes: Mapping[str, object] = {}
    post_stored: dict[str, object] = {}
    if post is not None:
        post_stored = {name: getattr(post, name) for name in _POST_FIELDS}
        post_changes = merge_changes(post_stored, post_values, batch.mode)
        for name, value in post_changes.items():
            setattr(post, name, value)
    for name, value in changes.items():
        setattr(contact, name, value)
    if contact.pk is None:
        return bool(changes or post_changes)
    if changes or post_changes:
        before = work.before.setdefault(contact.pk, {})
        for name in changes:
            before.setdefault(name, stored[name])
        for name in post_changes:
            before.setdefault(name, post_stored[name])
        work.after.setdefault(contact.pk, {}).update({**changes, **post_changes})
        work.changes.setdefault(contact.pk, {}).update(changes)
        work.contacts[contact.pk] = contact
    if post_changes and post is not None:
        work.before[contact.pk]["post"] = post.pk
        work.post_changes.setdefault(post.pk, {}).update(post_changes)
    return bool(changes or post_changes)


def _drop_forbidden(batch: ImportBatch, values: dict[str, object]) -> list[RowFinding]:
    """Sensitive fields that the actor may not write are left out, and said."""
    dropped = [
        name for name in _FIELDS if values.get(name) and not may_write_field(batch.actor, "contact", name)
    ]
    for name in dropped:
        values.pop(name)
    return [RowFinding(name, Finding("row.not_allowed", "warning")) for name in dropped]


def _write(batch: ImportBatch, work: _Work) -> None:
    contacts, posts = [pair[0] for pair in work.created], [pair[1] for pair in work.created]
    ids = new_public_ids(2 * len(contacts))
    for contact in contacts:
        contact.public_id, contact.created_at, contact.updated_at = next(ids), batch.moment, batch.moment
    insert_objects(contacts)
    for contact, post in work.created:
        post.public_id, post.contact_id = next(ids), contact.pk
        batch.remember("contact", contact.pk, None, batch.moment)
    insert_objects(posts)
    update_rows(Contact, [(contact.pk, {"current_post_id": post.pk}) for contact, post in work.created])
    for changes in work.changes.values():
        changes["updated_at"] = batch.moment
    update_rows(Contact, list(work.changes.items()))
    update_rows(Post, list(work.post_changes.items()))
    touched = {contact.pk for contact in contacts} | {*work.changes}
    if touched:
        index_records("contact", sorted(touched))


def _person(row: ReadRow) -> dict[str, object]:
    person = row.values["contact"]
    assert isinstance(person, dict)
    return person
