"""Writes a batch of rows as deals: recognised by their reference, or by company, name and day of closing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from django.utils import timezone

from negoce.companies.actions.bulk_rows import insert_objects, insert_values, new_object, update_rows
from negoce.companies.actions.imports.batch import ImportBatch
from negoce.companies.actions.imports.colleagues import colleagues_of
from negoce.companies.actions.imports.company_finder import Asked, Found, asked_of, finder_of
from negoce.companies.actions.search.index import index_records
from negoce.companies.enums import DuplicateMode
from negoce.companies.rules.imports.outcome import Result, RowOutcome, merge_changes
from negoce.companies.rules.imports.rows import ReadRow, RowFinding
from negoce.kit.explain import Finding
from negoce.kit.public_id import new_public_ids
from negoce.negotiation.actions.deals.store import refresh_company_deals
from negoce.negotiation.enums import DealState
from negoce.negotiation.models import Deal, DealStepChange
from negoce.negotiation.rules.deal_values import key_of
from negoce.negotiation.rules.import_deal_changes import settle_changes

FIELDS = (
    "name", "owner_id", "state", "step", "amount", "currency", "close_on", "closed_on", "outcome_reason",
    "outcome_note", "competitor_id", "note",
)  # fmt: skip
_Same = tuple[int, str, date | None]


@dataclass
class _Work:
    created: list[tuple[Deal, date | None]] = field(default_factory=list)
    changes: dict[int, dict[str, Any]] = field(default_factory=dict)
    before: dict[int, dict[str, object]] = field(default_factory=dict)
    companies: set[int] = field(default_factory=set)


def write_deals(batch: ImportBatch, rows: Sequence[ReadRow]) -> Sequence[RowOutcome]:
    """Write the rows that were not refused, in the caller's transaction; the end of each row, in order."""
    asked = {
        row.number: asked_of(row.values["company_key"], row.values["company"])  # type: ignore[arg-type]
        for row in rows
        if not row.refused
    }
    companies = finder_of(batch).find(asked.values())
    known = _Known(batch, [(row, companies[asked[row.number]]) for row in rows if row.number in asked])
    work = _Work()
    outcomes = [_outcome(batch, work, known, row, companies, asked.get(row.number)) for row in rows]
    _write(batch, work)
    return outcomes


def _outcome(
    batch: ImportBatch,
    work: _Work,
    known: _Known,
    row: ReadRow,
    companies: Mapping[Asked, Found | Finding],
    asked: Asked | None,
) -> RowOutcome:
    if asked is None:
        return RowOutcome(row.number, Result.REFUSED, row.findings)
    company = companies[asked]
    if isinstance(company, Finding):
        return RowOutcome(row.number, Result.REFUSED, (*row.findings, RowFinding("company_name", company)))
    deal = known.find(row, company)
    if deal is not None and deal.company_id != company.pk:
        other = RowFinding("import_key", Finding("deal_row.other_company"))
        return RowOutcome(row.number, Result.REFUSED, (*row.findings, other))
    if deal is not None and deal.deleted_at is not None:
        binned = RowFinding("import_key", Finding("deal_row.in_bin", "warning"))
        return RowOutcome(row.number, Result.SKIPPED, (*row.findings, binned))
    owner, told = colleagues_of(batch).find(str(row.values["owner"]))
    values = {name: value for name, value in row.values.items() if name in FIELDS} | {"owner_id": owner}
    findings = (*row.findings, *told)
    if deal is None:
        known.add(_new(batch, work, row, company, values))
        return RowOutcome(row.number, Result.CREATED, findings)
    if batch.mode is DuplicateMode.SKIP:
        return RowOutcome(row.number, Result.SKIPPED, findings)
    return RowOutcome(row.number, _change(batch, work, deal, values), findings)


class _Known:
    """Stored deals that the batch may speak of, and those it is about to create."""

    def __init__(self, batch: ImportBatch, rows: Sequence[tuple[ReadRow, Found | Finding]]) -> None:
        self._batch = batch
        self._by_key: dict[str, Deal] = {}
        self._same: dict[_Same, Deal] = {}
        keys = sorted({key for row, _company in rows if (key := batch.key_of(row.values))})
        # Where rows can be locked they are: nobody's change is overwritten unseen.
        stored = Deal.objects.select_for_update(of=("self",)).order_by("pk")
        for deal in stored.exclude(import_key="").filter(import_key__in=keys):
            self._by_key[deal.import_key] = deal
        unkeyed = [(row, each) for row, each in rows if isinstance(each, Found)]
        at = sorted({each.pk for _row, each in unkeyed})
        names = sorted({key_of(str(row.values["name"])) for row, _each in unkeyed})
        for deal in stored.filter(company_id__in=at, name_key__in=names, deleted_at__isnull=True):
            self.add(self._by_key.get(deal.import_key, deal))

    def find(self, row: ReadRow, company: Found) -> Deal | None:
        key = self._batch.key_of(row.values)
        if key and key in self._by_key:
            return self._by_key[key]
        day = row.values.get("closed_on") or row.values.get("close_on")
        same = self._same.get((company.pk, key_of(str(row.values["name"])), day))  # type: ignore[arg-type]
        # Two rows with references of their own are two deals, however alike.
        return None if same is not None and key else same

    def add(self, deal: Deal) -> None:
        if deal.import_key:
            self._by_key.setdefault(deal.import_key, deal)
        self._same.setdefault((deal.company_id, deal.name_key, deal.closed_on or deal.close_on), deal)


def _new(batch: ImportBatch, work: _Work, row: ReadRow, company: Found, values: Mapping[str, object]) -> Deal:
    began = row.values["engaged_on"]
    today = timezone.localdate(batch.moment)
    reached = values.get("closed_on") or began or today
    given = {**values, "owner_id": values["owner_id"] or batch.run.owner_id, "company_id": company.pk}
    deal = new_object(Deal, {**given, "name_key": key_of(str(values["name"])), "step_since": reached})
    deal.import_key = batch.key_of(row.values)
    assert began is None or isinstance(began, date)
    # It was there from the day it began: a forecast made anew for a past day counts it.
    deal.created_at = (
        batch.moment if began is None else timezone.make_aware(datetime.combine(began, time(12)))
    )
    work.created.append((deal, began))
    work.companies.add(company.pk)
    return deal


def _change(batch: ImportBatch, work: _Work, deal: Deal, values: Mapping[str, object]) -> Result:
    stored = {name: getattr(deal, name) for name in FIELDS}
    changes = settle_changes(stored, merge_changes(stored, values, batch.mode))
    for name, value in changes.items():
        setattr(deal, name, value)
    if not changes:
        return Result.UNCHANGED
    work.companies.add(deal.company_id)
    if deal.pk is None:
        deal.name_key = key_of(deal.name)
        return Result.UPDATED
    before = work.before.setdefault(deal.pk, {})
    before.setdefault("updated_at", deal.updated_at)
    told = dict(changes)
    if "name" in changes:
        told["name_key"] = key_of(deal.name)
        before.setdefault("name_key", deal.name_key)
        deal.name_key = str(told["name_key"])
    if "step" in changes:
        told["step_since"] = timezone.localdate(batch.moment)
        before.setdefault("step_since", deal.step_since)
    for name in changes:
        before.setdefault(name, stored[name])
    work.changes.setdefault(deal.pk, {"revision": deal.revision + 1}).update(told)
    return Result.UPDATED


def _write(batch: ImportBatch, work: _Work) -> None:
    deals = [deal for deal, _began in work.created]
    for deal, public_id in zip(deals, new_public_ids(len(deals)), strict=True):
        deal.public_id, deal.updated_at = public_id, batch.moment
        deal.created_at = min(deal.created_at, batch.moment)
    insert_objects(deals)
    for deal in deals:
        batch.remember("deal", deal.pk, None, batch.moment)
    today = timezone.localdate(batch.moment)
    steps = [step for deal, began in work.created if (step := _first_step(deal, began, today))]
    for key, changes in work.changes.items():
        before = work.before[key]
        if "step" in changes:
            steps.append(
                {"deal_id": key, "before": before["step"], "after": changes["step"], "happened_on": today}
            )
        changes["updated_at"] = batch.moment
        batch.remember("deal", key, before, batch.moment, changes)
    update_rows(Deal, list(work.changes.items()))
    insert_values(DealStepChange, steps)
    refresh_company_deals(work.companies)
    index_records("deal", [*(deal.pk for deal in deals), *work.changes])


def _first_step(deal: Deal, began: date | None, today: date) -> Mapping[str, object] | None:
    """What odds may learn: a deal under way is at its step; of one that is closed, only the talk is known."""
    if deal.state == DealState.OPEN:
        return {"deal_id": deal.pk, "before": "", "after": deal.step, "happened_on": began or today}
    if began is None:
        return None
    return {"deal_id": deal.pk, "before": "", "after": "discovery", "happened_on": began}
