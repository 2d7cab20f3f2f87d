"""Takes the snapshots of the portfolio: for each set of companies that somebody may see, and each of its segments."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from negoce.portfolio.actions.past_statuses import keep_past_statuses, past_standings
from negoce.portfolio.actions.snapshot_content import contents_of
from negoce.portfolio.facts.held import Facts
from negoce.portfolio.facts.opening import open_facts
from negoce.portfolio.facts.portfolio_tables import PortfolioTables, portfolio_tables
from negoce.portfolio.facts.standing import cost_rows, deal_rows, life_rows
from negoce.portfolio.models import PortfolioSnapshot, StepOdds
from negoce.portfolio.queries.portfolio_scopes import all_scopes
from negoce.portfolio.queries.steering import current_steering
from negoce.portfolio.queries.thresholds import current_thresholds
from negoce.portfolio.rules.periods import periods
from negoce.portfolio.rules.scope_set import ScopeSet
from negoce.portfolio.rules.step_odds import PRIOR

# Days of history kept whole; of what is older, the last snapshot of each month.
DAYS_KEPT = 8
MONTHS_KEPT = 60
_BATCH = 40
Tick = Callable[[int, int], None]


def take_snapshots(
    *,
    today: date,
    scopes: Sequence[ScopeSet] | None = None,
    tick: Tick | None = None,
    directory: Path | None = None,
) -> int:
    """Take the snapshots of today, for all sets or for these; returns how many rows were written.

    Idempotent: what was taken today is written anew. Each set is written in one transaction, so that a page never
    mixes two nights; a set or a segment that holds nothing any more loses its row.
    """
    wanted = list(all_scopes() if scopes is None else scopes)
    spans = periods(today)
    with open_facts(today=today, directory=directory) as facts:
        tables = tables_of(facts, wanted, today)
        contents = snapshot_contents(tables, wanted, today)
        stood = past_standings(tables, spans)
    keep_past_statuses(stood)
    now = timezone.now()
    written = 0
    for done, scope in enumerate(wanted):
        rows = contents.get(scope.key, {})
        with transaction.atomic():
            PortfolioSnapshot.objects.filter(scope_key=scope.key, as_of=today).delete()
            for start in range(0, len(rows), _BATCH):
                PortfolioSnapshot.objects.bulk_create(
                    PortfolioSnapshot(
                        scope_key=scope.key,
                        segment=segment,
                        as_of=today,
                        content=content,
                        headline=content.pop("headline"),
                        made_at=now,
                    )
                    for segment, content in list(rows.items())[start : start + _BATCH]
                )
        written += len(rows)
        if tick is not None:
            tick(done + 1, len(wanted))
    return written


def snapshot_contents(
    tables: PortfolioTables, scopes: Sequence[ScopeSet], today: date
) -> Mapping[str, Mapping[str, dict[str, Any]]]:
    """What each set and segment shows: set → segment → content. Every set has its segment "", even when it is empty."""
    keys = [scope.key for scope in scopes]
    lost_days = current_thresholds().lost_after_one
    return contents_of(tables, keys, periods(today), today, current_steering(), lost_days)


def tables_of(facts: Facts, scopes: Sequence[ScopeSet], today: date) -> PortfolioTables:
    """What all measures of these sets read."""
    odds = {**PRIOR, **dict(StepOdds.objects.order_by("step").values_list("step", "probability"))}
    return portfolio_tables(
        facts,
        scopes=scopes,
        periods=periods(today),
        lives=life_rows(),
        deals=deal_rows(odds),
        costs=cost_rows(),
        thresholds=current_thresholds(),
        as_of=today,
    )


def purge_snapshots(*, today: date) -> int:
    """Of past days, keep the last of each month for five years; returns how many rows went."""
    recent = today - timedelta(days=DAYS_KEPT)
    days = (
        PortfolioSnapshot.objects.filter(as_of__lt=recent).order_by("as_of").values_list("as_of", flat=True)
    )
    last_of_month: dict[tuple[int, int], date] = {}
    oldest = today - timedelta(days=31 * MONTHS_KEPT)
    every = sorted(set(days))
    for day in every:
        if day >= oldest:
            last_of_month[day.year, day.month] = day
    gone = [day for day in every if day not in last_of_month.values()]
    removed = 0
    for day in gone:
        removed += PortfolioSnapshot.objects.filter(as_of=day).delete()[0]
    return removed
