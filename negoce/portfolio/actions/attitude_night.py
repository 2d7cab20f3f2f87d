"""Every company in the pyramid of attitudes, from the facts that measures read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from negoce.portfolio.actions.attitude_refresh import recompute_attitudes
from negoce.portfolio.facts.opening import open_facts
from negoce.portfolio.queries.attitude_facts import OrderEvidence

if TYPE_CHECKING:
    from negoce.portfolio.facts.held import Facts

_COLUMNS = ("ordered_on", "reordered_on", "two_years_on", "second_family_on")


def refresh_all_attitudes(*, today: date, progress: Callable[[int, int], object] | None = None) -> int:
    """Bring the level of every company up to date; returns how many rows changed. Raises FactsBusy."""
    with open_facts() as facts:
        orders = evidence_by_company(facts, today)
    return recompute_attitudes(today=today, orders=orders, progress=progress)


def evidence_by_company(facts: Facts, today: date) -> Mapping[int, OrderEvidence]:
    """What orders say of each company that ever bought, by its key."""
    from negoce.portfolio.measures.attitude import order_evidence

    rows = order_evidence(facts.orders, facts.lines, today).to_pyarrow().to_pydict()
    columns = [rows[name] for name in _COLUMNS]
    return {
        key: OrderEvidence(*days)
        for key, days in zip(rows["company_id"], zip(*columns, strict=True), strict=True)
    }
