"""Writes a batch of rows as activities: recognised, with who took part, and the dates that lists read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils import timezone

from negoce.companies.actions.bulk_rows import insert_objects, insert_values, new_object, update_rows
from negoce.companies.actions.contacts.dates import refresh_contact_dates, refresh_last_signs
from negoce.companies.actions.facts_changed import tell_facts_changed, with_life_facts
from negoce.companies.actions.imports.activity_people import ActivityPeople
from negoce.companies.actions.imports.batch import ImportBatch
from negoce.companies.actions.imports.company_finder import Asked, Found, asked_of, finder_of
from negoce.companies.enums import ActivityKind, DuplicateMode
from negoce.companies.models import Activity, ActivityContact
from negoce.companies.rules.imports.outcome import Result, RowOutcome, merge_changes
from negoce.companies.rules.imports.rows import ReadRow, RowFinding
from negoce.companies.words.choices import choice_label
from negoce.kit.explain import Finding
from negoce.kit.public_id import new_public_ids

_FIELDS = (
    "kind", "state", "subject", "body", "starts_at", "all_day", "duration_minutes", "direction", "owner_id",
)  # fmt: skip
_Same = tuple[int, str, datetime, str]


@dataclass
class _Work:
    created: list[tuple[Activity, list[int]]] = field(default_factory=list)
    changes: dict[int, dict[str, object]] = field(default_factory=dict)
    before: dict[int, dict[str, object]] = field(default_factory=dict)
    joined: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    companies: set[int] = field(default_factory=set)


def write_activities(batch: ImportBatch, rows: Sequence[ReadRow]) -> Sequence[RowOutcome]:
    """Write the rows that were not refused, in the caller's transaction; the end of each row, in order."""
    sound = [row for row in rows if not row.refused]
    asked = {row.number: _asked(row) for row in sound}
    companies = finder_of(batch).find(asked.values())
    placed = {
        number: found for number, each in asked.items() if isinstance(found := companies.get(each), Found)
    }
    people = ActivityPeople(batch, [(row, placed[row.number]) for row in sound if row.number in placed])
    values = {row.number: _values(row, people) for row in sound if row.number in placed}
    known = _Known(
        batch, [(row, placed[row.number], values[row.number]) for row in sound if row.number in placed]
    )
    people.load_present(known.stored_keys())
    work, outcomes = _Work(), []
    for row in rows:
        company = placed.get(row.number)
        if company is None:
            problem = companies.get(asked[row.number]) if row.number in asked else None
            told = (RowFinding("company_name", problem),) if isinstance(problem, Finding) else ()
            outcomes.append(RowOutcome(row.number, Result.REFUSED, (*row.findings, *told)))
            continue
        result = _place(batch, work, known, row, company, values[row.number], people)
        outcomes.append(RowOutcome(row.number, result, (*row.findings, *people.findings(row.number))))
    _write(batch, work)
    return outcomes


def _asked(row: ReadRow) -> Asked:
    company = row.values["company"]
    assert isinstance(company, dict)
    return asked_of(row.values["company_key"], company)


def _values(row: ReadRow, people: ActivityPeople) -> dict[str, Any]:
    """The columns of the activity; one without a subject is named after its kind, as on the screens."""
    values = {name: value for name, value in row.values.items() if name in _FIELDS}
    moment = values["starts_at"]
    assert isinstance(moment, datetime)
    values["starts_at"] = moment if timezone.is_aware(moment) else timezone.make_aware(moment)
    values["subject"] = str(values.get("subject") or choice_label(ActivityKind, str(values["kind"])))
    values["owner_id"] = people.owner(row.number)
    return values


class _Known:
    """Stored activities that the batch may speak of, and those it is about to create."""

    def __init__(self, batch: ImportBatch, rows: Sequence[tuple[ReadRow, Found, Mapping[str, Any]]]) -> None:
        self._batch = batch
        self._by_key: dict[str, Activity] = {}
        self._same: dict[_Same, Activity] = {}
        alive = Activity.objects.filter(deleted_at__isnull=True)
        keys = sorted({key for row, _company, _values in rows if (key := batch.key_of(row.values))})
        for activity in alive.exclude(import_key="").filter(import_key__in=keys).order_by("pk"):
            self.add(activity)
        at = sorted({company.pk for _row, company, _values in rows})
        moments = sorted({values["starts_at"] for _row, _company, values in rows})
        for activity in alive.filter(company_id__in=at, starts_at__in=moments).order_by("pk"):
            self.add(activity)

    def stored_keys(self) -> Sequence[int]:
        """The keys of the stored ones, in order."""
        return sorted({each.pk for each in (*self._by_key.values(), *self._same.values())})

    def find(self, row: ReadRow, company: Found, values: Mapping[str, Any]) -> Activity | None:
        key = self._batch.key_of(row.values)
        if key and key in self._by_key:
            return self._by_key[key]
        same = self._same.get((company.pk, values["kind"], values["starts_at"], values["subject"]))
        # Two rows with keys of their own are two exchanges, however alike.
        return None if same is not None and key and same.import_key else same

    def add(self, activity: Activity) -> None:
        if activity.import_key:
            self._by_key.setdefault(activity.import_key, activity)
        if activity.company_id is not None:
            same = (activity.company_id, activity.kind, activity.starts_at, activity.subject)
            self._same.setdefault(same, activity)


def _place(
    batch: ImportBatch,
    work: _Work,
    known: _Known,
    row: ReadRow,
    company: Found,
    values: dict[str, Any],
    people: ActivityPeople,
) -> Result:
    contacts = people.contacts(row.number)
    activity = known.find(row, company, values)
    if activity is None:
        given = {**values, "owner_id": values["owner_id"] or batch.run.owner_id}
        activity = new_object(
            Activity, {**given, "company_id": company.pk, "created_by_id": batch.actor.user_id}
        )
        activity.import_key = batch.key_of(row.values)
        known.add(activity)
        work.created.append((activity, list(contacts)))
        work.companies.add(company.pk)
        return Result.CREATED
    if batch.mode is DuplicateMode.SKIP:
        return Result.SKIPPED
    stored = {name: getattr(activity, name) for name in _FIELDS}
    changes = dict(merge_changes(stored, values, batch.mode))
    for name, value in changes.items():
        setattr(activity, name, value)
    if activity.pk is None:
        return Result.UPDATED if changes else Result.UNCHANGED
    missing = set(contacts) - people.present(activity.pk) - work.joined[activity.pk]
    if not changes and not missing:
        return Result.UNCHANGED
    before = work.before.setdefault(activity.pk, {})
    for name in changes:
        before.setdefault(name, stored[name])
    if missing:
        before.setdefault("contacts", sorted(people.present(activity.pk)))
    work.changes.setdefault(activity.pk, {}).update(changes)
    work.joined[activity.pk] |= missing
    work.companies.add(company.pk)
    return Result.UPDATED


def _write(batch: ImportBatch, work: _Work) -> None:
    activities = [activity for activity, _contacts in work.created]
    for activity, public_id in zip(activities, new_public_ids(len(activities)), strict=True):
        activity.public_id, activity.created_at, activity.updated_at = public_id, batch.moment, batch.moment
    insert_objects(activities)
    for activity in activities:
        batch.remember("activity", activity.pk, None, batch.moment)
    for key, changes in work.changes.items():
        changes["updated_at"] = batch.moment
        batch.remember("activity", key, work.before[key], batch.moment, changes)
    update_rows(Activity, list(work.changes.items()))
    joined = [(activity.pk, contact) for activity, contacts in work.created for contact in contacts]
    joined += [(key, contact) for key, contacts in work.joined.items() for contact in sorted(contacts)]
    insert_values(ActivityContact, [{"activity_id": key, "contact_id": contact} for key, contact in joined])
    refresh_contact_dates(work.companies)
    told = Activity.objects.filter(with_life_facts(), pk__in=sorted(work.changes)).order_by("company_id")
    tell_facts_changed(told.values_list("company_id", flat=True) if work.changes else ())
    changed = ActivityContact.objects.filter(activity_id__in=sorted(work.changes)).order_by("contact_id")
    others = changed.values_list("contact_id", flat=True) if work.changes else []
    refresh_last_signs({*(contact for _key, contact in joined), *others})
