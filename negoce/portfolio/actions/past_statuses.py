"""Keeps where each company stood when the periods of the portfolio page began, for the lists behind its flows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from django.db import transaction

from negoce.companies.models import Company
from negoce.portfolio.measures.flows import UNKNOWN
from negoce.portfolio.models import PastStatus
from negoce.portfolio.rules.periods import PERIODS, Period

if TYPE_CHECKING:
    from negoce.portfolio.facts.portfolio_tables import PortfolioTables

COLUMNS = tuple(f"months_{months}" for months in PERIODS.values())
# A transaction of well under 200 ms: nobody waits behind it on SQLite.
_BATCH = 500
_READ = 20_000
Statuses = tuple[str, ...]


def past_standings(tables: PortfolioTables, periods: Sequence[Period]) -> Mapping[int, Statuses]:
    """The statuses of each company at the start of each period, in their order; who had none was a suspect."""
    rows = tables.owners.select("company_id")
    for period in periods:
        there = tables.statuses[period.start].rename({f"was_{period.key}": "status"})
        rows = rows.left_join(there, "company_id").drop("company_id_right")
    found = rows.to_pyarrow()
    columns = [found[f"was_{period.key}"].fill_null(UNKNOWN).to_pylist() for period in periods]
    return dict(zip(found["company_id"].to_pylist(), zip(*columns, strict=True), strict=True))


def keep_past_statuses(stood: Mapping[int, Statuses]) -> int:
    """Store those that differ from what is kept; returns how many. Idempotent, in short transactions."""
    kept = PastStatus.objects.order_by().values_list("company_id", *COLUMNS).iterator(chunk_size=_READ)
    known: dict[int, Statuses] = {company: tuple(statuses) for company, *statuses in kept}
    moved = sorted(company for company, statuses in stood.items() if known.get(company) != statuses)
    written = 0
    for start in range(0, len(moved), _BATCH):
        keys = moved[start : start + _BATCH]
        with transaction.atomic():
            # One that was removed meanwhile has no place to be kept at.
            there = Company.objects.filter(pk__in=keys).order_by("pk").values_list("pk", flat=True)
            rows = [
                PastStatus(company_id=key, **dict(zip(COLUMNS, stood[key], strict=True))) for key in there
            ]
            PastStatus.objects.bulk_create(
                rows, update_conflicts=True, unique_fields=["company"], update_fields=COLUMNS
            )
        written += len(rows)
    return written
