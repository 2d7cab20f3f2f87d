"""What is foreseen of every customer, by the fit in force."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from negoce.portfolio.actions.recompute_measure import no_foresight
from negoce.portfolio.facts.opening import Facts

if TYPE_CHECKING:
    import pyarrow


def foreseen(facts: Facts, today: date) -> pyarrow.Table:
    """One row a customer, columns as stored; none of anybody without a fit (R-F2 is told by its status alone)."""
    return no_foresight()
