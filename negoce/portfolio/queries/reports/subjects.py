"""What reports may be about. Records always come from the list of the same name: its rights, its filters."""

from __future__ import annotations

from collections.abc import Mapping

from negoce.portfolio.queries.reports.money_subjects import invoices, payments, receivables
from negoce.portfolio.queries.reports.people_subjects import activities, changes, companies
from negoce.portfolio.queries.reports.sales_subjects import deals, order_lines, orders, quotes
from negoce.portfolio.queries.reports.subject import Subject


def subjects() -> Mapping[str, Subject]:
    """Everything a report may be about, by key; made anew because some of it depends on the day."""
    found = (orders(), order_lines(), deals(), quotes(), invoices(), receivables(), payments())
    return {each.key: each for each in (*found, activities(), companies(), changes())}
