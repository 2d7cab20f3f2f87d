"""Works out the whole portfolio again: status, rhythm, scores and foresight of every company, in one pass."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from pathlib import Path

from negoce.companies.actions.imports.pace import bulk_commits, seldom_collected
from negoce.portfolio.actions.recompute_foresight import foreseen
from negoce.portfolio.actions.recompute_measure import Measured, compared, measured_companies, stored_rows
from negoce.portfolio.actions.recompute_standing import declared_today, standings
from negoce.portfolio.actions.recompute_write import Hold, Row, mark_worked_out, remove_rows, write_rows
from negoce.portfolio.facts.held import Facts
from negoce.portfolio.facts.opening import open_facts
from negoce.portfolio.queries.thresholds import current_thresholds
from negoce.portfolio.rules.life_changes import Declared
from negoce.portfolio.rules.thresholds import Thresholds

Report = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Recomputed:
    """What a run did; `seconds` of each step by its name."""

    companies: int
    rows: int
    changes: int
    orders: int
    lines_read: int
    seconds: Mapping[str, float] = field(default_factory=dict)


def recompute_portfolio(
    *,
    today: date,
    hold: Hold = lambda: None,
    report: Report = lambda _done, _total: None,
    directory: Path | None = None,
    whole: bool = False,
) -> Recomputed:
    """Bring the facts up to date, measure all companies, foresee, and write the rows that differ (L1, L2).

    Idempotent, and may be stopped anywhere: each short transaction leaves rows and their changes whole. `hold` is
    called inside each transaction, `report` between them with rows written and rows to write. `whole` reads all facts
    anew. Raises FactsBusy when another job holds the facts for too long.
    """
    clock = _Clock()
    thresholds = current_thresholds()
    with open_facts(today=today, directory=directory, whole=whole) as facts:
        clock.ended("load")
        found = measured_companies(facts, thresholds, today)
        clock.ended("aggregate")
        future = foreseen(facts, today)
        clock.ended("foresee")
        declared = declared_today(today)
        measured = compared(found, stored_rows(), future, declared)
        clock.ended("compare")
        total = len(measured.told) + len(measured.figures)
        with bulk_commits(), seldom_collected():
            rows, changes = write_rows(
                _rows(facts, measured, declared, thresholds, today),
                today,
                hold=hold,
                written=lambda done: report(done, total),
            )
            remove_rows(measured.gone, hold=hold)
            mark_worked_out(today, hold=hold)
    clock.ended("write")
    return Recomputed(
        measured.companies, rows, changes, facts.copied.orders, facts.copied.lines, clock.seconds
    )


def _rows(
    facts: Facts, measured: Measured, declared: Mapping[int, Declared], thresholds: Thresholds, today: date
) -> Iterator[Row]:
    told = (
        Row(values, standing) for values, standing in standings(facts, measured, declared, thresholds, today)
    )
    others = (Row(dict(zip(measured.columns, row, strict=True))) for row in measured.figures)
    return chain(told, others)


class _Clock:
    """Seconds of each step."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._began = time.perf_counter()

    def ended(self, step: str) -> None:
        now = time.perf_counter()
        self.seconds[step] = round(now - self._began, 3)
        self._began = now
