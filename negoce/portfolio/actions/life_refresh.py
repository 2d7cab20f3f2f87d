"""Works out where companies stand, at once when a fact of theirs changed (L1)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice

from django.db import transaction
from django.utils import timezone

from negoce.companies.models import Company
from negoce.portfolio.actions.life_rows import changed_columns, life_row, withdrawn, write_changes, write_rows
from negoce.portfolio.enums import LifeStatus
from negoce.portfolio.models import CustomerLife, StatusChange
from negoce.portfolio.queries.life_facts import CompanyFacts, company_facts
from negoce.portfolio.queries.overrides import overrides_in_force
from negoce.portfolio.queries.thresholds import current_thresholds
from negoce.portfolio.rules.life_changes import Change, Declared, Stored, changes_to_write, shown_status
from negoce.portfolio.rules.life_cycle import life_history
from negoce.portfolio.rules.life_reason import OVERRIDE
from negoce.portfolio.rules.thresholds import Thresholds

_BATCH = 100


def refresh_life(company_ids: Iterable[int], *, today: date | None = None) -> int:
    """Work out the status and the facts of these companies again; returns how many rows or changes were written.

    Idempotent. Each change of status is written with its day; the first time, past changes too. A company that is in
    the bin, or merged into another, has no row. Call it inside the transaction of a change, or outside for many.
    """
    day = today or timezone.localdate()
    thresholds = current_thresholds()
    rest = iter(dict.fromkeys(company_ids))
    written = 0
    while batch := sorted(islice(rest, _BATCH)):
        with transaction.atomic():
            written += _refresh(batch, thresholds, day)
    return written


@dataclass(frozen=True, slots=True)
class _Known:
    """What is read of a batch before it is worked out."""

    created: Mapping[int, datetime]
    rows: Mapping[int, CustomerLife]
    changes: Mapping[int, tuple[date, str]]
    declared: Mapping[int, Declared]
    facts: Mapping[int, CompanyFacts]


def _refresh(keys: Sequence[int], thresholds: Thresholds, today: date) -> int:
    """Work out one batch in the caller's transaction."""
    alive = Company.objects.filter(pk__in=keys, deleted_at__isnull=True).order_by("pk")
    # Two jobs about one company write its change once, where the database locks rows.
    created = dict(alive.select_for_update().values_list("pk", "created_at"))
    CustomerLife.objects.filter(company_id__in=[key for key in keys if key not in created]).delete()
    if not created:
        return 0
    wanted = list(created)
    known = _Known(
        created=created,
        rows=CustomerLife.objects.in_bulk(wanted),
        changes=last_changes(wanted),
        declared=overrides_in_force(wanted, today),
        facts=company_facts(wanted, today),
    )
    rows, changes = [], []
    for key in wanted:
        row, found = _worked_out(key, known, thresholds, today)
        changes += [(key, each) for each in found if not (each.is_correction and withdrawn(key, each))]
        if changed_columns(known.rows.get(key), row):
            rows.append(row)
    write_rows(rows)
    write_changes(changes)
    return len(rows) + len(changes)


def _worked_out(
    key: int, known: _Known, thresholds: Thresholds, today: date
) -> tuple[CustomerLife, Sequence[Change]]:
    facts, declared = known.facts[key], known.declared.get(key)
    history = life_history(facts.life, thresholds, today)
    stored = _stored(known.rows.get(key), known.changes.get(key), today)
    changes = changes_to_write(stored, history, declared, today)
    shown = shown_status(history[-1], declared)
    since = shown.since
    if since is None:
        same = stored is not None and stored.status == LifeStatus.SUSPECT
        fallen = today if stored is not None else timezone.localtime(known.created[key]).date()
        since = stored.since if same and stored is not None else fallen
    return life_row(key, facts, shown, history[-1].status, since, thresholds, today), changes


def _stored(row: CustomerLife | None, last: tuple[date, str] | None, today: date) -> Stored | None:
    """What is known already."""
    if row is None:
        return None if last is None else stored_before(last, today)
    return Stored(
        status=LifeStatus(row.status),
        since=row.status_since,
        is_declared=row.reason.get("code") == OVERRIDE,
        as_of=row.as_of,
        changed_on=last[0] if last is not None else None,
    )


def stored_before(last: tuple[date, str], today: date) -> Stored:
    """What is known of a company that comes back from the bin: it has its changes, and no row."""
    return Stored(LifeStatus(last[1]), last[0], False, today, last[0])


def last_changes(keys: Sequence[int]) -> Mapping[int, tuple[date, str]]:
    """The day of the last change of each company, and the status that it led to."""
    rows = StatusChange.objects.filter(company_id__in=keys).order_by("happened_on", "pk")
    return {
        company: (day, after)
        for company, day, after in rows.values_list("company_id", "happened_on", "after")
    }
