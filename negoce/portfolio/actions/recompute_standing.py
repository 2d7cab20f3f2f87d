"""The status of the companies whose facts moved, told by the rule with its reason and its changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Max
from django.utils import timezone

from negoce.companies.models import Company
from negoce.portfolio.actions.life_refresh import last_changes, stored_before
from negoce.portfolio.actions.recompute_measure import Measured
from negoce.portfolio.enums import LifeStatus, StatusCause
from negoce.portfolio.facts.held import Facts
from negoce.portfolio.facts.presale import PRESALE_COLUMNS
from negoce.portfolio.models import StatusChange
from negoce.portfolio.queries.overrides import in_force
from negoce.portfolio.rules.life_changes import (
    Change,
    Declared,
    Shown,
    Stored,
    changes_to_write,
    shown_status,
)
from negoce.portfolio.rules.life_cycle import life_history
from negoce.portfolio.rules.life_facts import LifeFacts
from negoce.portfolio.rules.thresholds import Thresholds

_PIECE = 10_000
_KEYS = 500


@dataclass(frozen=True, slots=True)
class Standing:
    """What one company shows from now on, and the changes that lead there."""

    shown: Shown
    computed: LifeStatus
    since: date
    changes: Sequence[Change] = field(default=())


def declared_today(today: date) -> Mapping[int, Declared]:
    """The override in force of each company, the last declared."""
    rows = in_force(today).order_by("pk").values_list("company_id", "status", "starts_on", "ends_on")
    return {key: Declared(LifeStatus(status), begins, ends) for key, status, begins, ends in rows}


def standings(
    facts: Facts, measured: Measured, declared: Mapping[int, Declared], thresholds: Thresholds, today: date
) -> Iterator[tuple[Mapping[str, object], Standing]]:
    """Each company that must be told, with its measured row by name; pieces of bounded memory."""
    for start in range(0, len(measured.told), _PIECE):
        rows = [
            dict(zip(measured.columns, row, strict=True)) for row in measured.told[start : start + _PIECE]
        ]
        keys = [_key(row) for row in rows]
        lives = _life_facts(facts, keys, today)
        new = [_key(row) for row in rows if row["was_status"] is None]
        created, returned = _created(new), _returned(new, today)
        changed = _changed([key for key in keys if key not in created])
        for row in rows:
            key = _key(row)
            is_new = row["was_status"] is None
            stored = returned.get(key) if is_new else _stored(row, changed.get(key))
            history = life_history(lives.get(key, LifeFacts()), thresholds, today)
            shown = shown_status(history[-1], declared.get(key))
            since = shown.since or _suspect_since(stored, created.get(key), today)
            changes = changes_to_write(stored, history, declared.get(key), today)
            yield row, Standing(shown, history[-1].status, since, changes)


def _key(row: Mapping[str, object]) -> int:
    return int(str(row["company_id"]))


def _suspect_since(stored: Stored | None, created: datetime | None, today: date) -> date:
    """Nothing began it: the day the company was entered, or that on which it fell back."""
    if stored is None:
        return today if created is None else timezone.localtime(created).date()
    return stored.since if stored.status == LifeStatus.SUSPECT else today


def _stored(row: Mapping[str, object], changed_on: date | None) -> Stored:
    since, as_of = row["was_status_since"], row["was_as_of"]
    assert isinstance(since, date)
    assert isinstance(as_of, date)
    return Stored(
        status=LifeStatus(str(row["was_status"])),
        since=since,
        is_declared=row["was_cause"] == StatusCause.DECLARED.value,
        as_of=as_of,
        changed_on=changed_on,
    )


def _life_facts(facts: Facts, keys: Sequence[int], today: date) -> Mapping[int, LifeFacts]:
    orders, presale = facts.orders, facts.presale
    among = orders.company_id.between(keys[0], keys[-1])
    days = (
        orders.filter(among & orders.is_purchase & (orders.day <= today))
        .select("company_id", "day")
        .distinct()
    )
    table = days.order_by("company_id", "day").to_pyarrow()
    bought: dict[int, list[date]] = {}
    for key, day in zip(table["company_id"].to_pylist(), table["day"].to_pylist(), strict=True):
        bought.setdefault(key, []).append(day)
    said = presale.filter(presale.company_id.between(keys[0], keys[-1])).to_pyarrow().to_pylist()
    dates = {row["company_id"]: {name: row[name] for name in PRESALE_COLUMNS} for row in said}
    known = bought.keys() | dates.keys()
    return {key: LifeFacts(tuple(bought.get(key, ())), **dates.get(key, {})) for key in known}


def _created(keys: Sequence[int]) -> dict[int, datetime]:
    found: dict[int, datetime] = {}
    for start in range(0, len(keys), _KEYS):
        rows = Company.objects.filter(pk__in=keys[start : start + _KEYS]).order_by()
        found.update(rows.values_list("pk", "created_at"))
    return found


def _returned(keys: Sequence[int], today: date) -> dict[int, Stored]:
    """Those without a row that have a past all the same: their history is not written twice."""
    found: dict[int, Stored] = {}
    for start in range(0, len(keys), _KEYS):
        for key, last in last_changes(keys[start : start + _KEYS]).items():
            found[key] = stored_before(last, today)
    return found


def _changed(keys: Sequence[int]) -> dict[int, date]:
    found: dict[int, date] = {}
    for start in range(0, len(keys), _KEYS):
        rows = StatusChange.objects.filter(company_id__in=keys[start : start + _KEYS]).order_by()
        found.update(rows.values_list("company_id").annotate(last=Max("happened_on")))
    return found
