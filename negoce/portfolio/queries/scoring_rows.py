"""The rows that teach: what was known of each company on a past day, and what became of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from negoce.companies.custom_known import find_custom
from negoce.portfolio.queries.scoring_facts import HORIZON_DAYS, Table, facts_by_day, past_days
from negoce.portfolio.queries.scoring_fields import column_of, told_by_fields

MOST_ROWS = 40_000
_OUTCOME = "\0outcome"


@dataclass(frozen=True, slots=True)
class Taught:
    """A table, the name of its outcome, and whose row each is."""

    table: Table
    outcome: str
    owners: Sequence[int]


def team_rows(today: date) -> Taught:
    """What was known on past days, and whether a purchase followed; of part of the companies where rows are many."""
    past, bought = past_days(today)
    companies = {key for _day, keys in past for key in keys}
    rows = sum(len(keys) for _day, keys in past)
    if rows > MOST_ROWS:
        most = len(companies) * MOST_ROWS // rows
        companies = set(sorted(companies, key=lambda key: key * 2_654_435_761 % 1_000_003)[:most])
    days: dict[int, list[date]] = defaultdict(list)
    for day, keys in reversed(past):
        for key in keys:
            if key in companies:
                days[key].append(day)
    owners, known, table = facts_by_day(days)
    horizon = timedelta(days=HORIZON_DAYS)
    table[_OUTCOME] = [
        "1" if key in bought and bought[key] <= day + horizon else "0"
        for key, day in zip(owners, known, strict=True)
    ]
    return Taught(table, _OUTCOME, owners)


def field_rows(outcome: str) -> Taught:
    """Companies told by their custom fields; no row when the field is gone."""
    field = find_custom("company", outcome)
    if field is None:
        return Taught({_OUTCOME: []}, _OUTCOME, [])
    keys, table = told_by_fields(field)
    return Taught(table, column_of(field), keys)
