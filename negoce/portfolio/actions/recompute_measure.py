"""Measures all companies and compares them with what is stored: only what differs goes on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from negoce.portfolio.actions.recompute_columns import (
    FIGURES,
    FLOATS,
    FORESIGHT,
    MONEY,
    STORED,
)
from negoce.portfolio.enums import StatusCause
from negoce.portfolio.facts.database import database_source
from negoce.portfolio.facts.held import Facts
from negoce.portfolio.measures.purchases import purchases
from negoce.portfolio.measures.rfm import rfm
from negoce.portfolio.measures.status import status
from negoce.portfolio.rules.thresholds import Thresholds

if TYPE_CHECKING:
    import duckdb
    import pyarrow

# Stored numbers travel as texts of 15 digits.
_CLOSE = 1e-9


@dataclass(frozen=True, slots=True)
class Measured:
    """What differs: `told` are the companies whose status the rule must say, `figures` the others' rows.

    Rows follow `columns`: `company_id`, the figures (amounts in cents), then what was stored (`was_…`).
    """

    columns: Sequence[str]
    told: Sequence[tuple[object, ...]]
    figures: Sequence[tuple[object, ...]]
    gone: Sequence[int]
    companies: int


def measured_companies(facts: Facts, thresholds: Thresholds, today: date) -> pyarrow.Table:
    """One row a company: rhythm, status, scores. Amounts in cents."""
    bought = purchases(facts.orders, facts.lines, today, few=int(thresholds.few_orders))
    bought = facts.kept("bought_by_company", bought)
    found = status(facts.companies, bought, facts.presale, thresholds, today)
    scores = rfm(bought)
    return found.left_join(scores, "company_id").drop("company_id_right").to_pyarrow()


def stored_rows() -> pyarrow.Table:
    """What `CustomerLife` holds."""
    import pyarrow

    with database_source() as source:
        return pyarrow.concat_tables(list(source.read(STORED)))


def compared(
    found: pyarrow.Table, stored: pyarrow.Table, foreseen: pyarrow.Table, declared: Iterable[int]
) -> Measured:
    """Put side by side what was measured, foreseen and stored; `declared` have an override in force."""
    import duckdb
    import pyarrow

    with duckdb.connect(":memory:", config={"memory_limit": "1GB"}) as engine:
        engine.execute("SET enable_progress_bar = false")
        engine.register("found", found)
        engine.register("stored", stored)
        engine.register("foreseen", foreseen)
        engine.register("declared", pyarrow.table({"company_id": pyarrow.array(declared, pyarrow.int64())}))
        engine.execute(f"CREATE TABLE beside AS {_BESIDE}")
        columns = ("company_id", *FIGURES, *(f"was_{name}" for name in _KEPT), "measured", "measured_since")
        names = ", ".join(columns)
        return Measured(
            columns=columns,
            told=_all(engine, f"SELECT {names} FROM beside WHERE told ORDER BY company_id"),
            figures=_all(
                engine, f"SELECT {names} FROM beside WHERE NOT told AND differs ORDER BY company_id"
            ),
            gone=[
                row[0]
                for row in engine.execute(
                    "SELECT company_id FROM stored ANTI JOIN found USING (company_id) ORDER BY 1"
                ).fetchall()
            ],
            companies=found.num_rows,
        )


def _all(engine: duckdb.DuckDBPyConnection, query: str) -> list[tuple[object, ...]]:
    return engine.execute(query).fetchall()


# What is read again before a row is written: when it is not the same any more, somebody else was quicker.
_KEPT = (
    "status", "status_since", "cause", "computed", "order_days", "last_order_on", "net_12_months", "as_of",
)  # fmt: skip


def _found_as(name: str) -> str:
    if name in FORESIGHT:
        return f"foreseen.{name}"
    if name in MONEY:
        return f"found.{name}_cents AS {name}"
    return f"found.{name}"


def _differs(name: str) -> str:
    now = f"found.{name}_cents" if name in MONEY and name not in FORESIGHT else _found_as(name)
    was = f"stored.{name}"
    if name not in FLOATS:
        return f"{now} IS DISTINCT FROM {was}"
    return f"(({now} IS NULL) <> ({was} IS NULL) OR ABS({now} - {was}) > {_CLOSE} * GREATEST(1, ABS({was})))"


_SAME_ORDERS = ("order_days", "first_order_on", "last_order_on", "cadence_days", "gaps_variation")
_BESIDE = f"""
    SELECT found.company_id, {", ".join(_found_as(name) for name in FIGURES)},
        {", ".join(f"stored.{name} AS was_{name}" for name in _KEPT)},
        found.status AS measured, found.status_since AS measured_since,
        COALESCE(
            stored.company_id IS NULL OR found.status <> stored.computed
                OR stored.cause = '{StatusCause.DECLARED.value}' OR declared.company_id IS NOT NULL
                OR found.status_since <> stored.status_since
                OR {" OR ".join(_differs(name) for name in _SAME_ORDERS)}, FALSE) AS told,
        {" OR ".join(_differs(name) for name in FIGURES)} AS differs
    FROM found LEFT JOIN stored ON stored.company_id = found.company_id
        LEFT JOIN foreseen ON foreseen.company_id = found.company_id
        LEFT JOIN declared ON declared.company_id = found.company_id"""


def no_foresight() -> pyarrow.Table:
    """What is foreseen without a fit: nothing of anybody."""
    import pyarrow

    kinds = {"value_36_months": pyarrow.int64()}
    kinds |= dict.fromkeys(("next_order_on", "next_order_from", "next_order_until"), pyarrow.date32())
    fields = [(name, kinds.get(name, pyarrow.float64())) for name in FORESIGHT]
    return pyarrow.schema([("company_id", pyarrow.int64()), *fields]).empty_table()
