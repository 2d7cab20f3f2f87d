"""Facts from a few rows in memory: what tests of measures read, and examples."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from negoce.portfolio.facts.copying import Copied
from negoce.portfolio.facts.held import Facts
from negoce.portfolio.facts.schemas import fact_schemas

if TYPE_CHECKING:
    import pyarrow

Row = Mapping[str, object]


def facts_of(
    *,
    orders: Iterable[Row] = (),
    lines: Iterable[Row] = (),
    companies: Iterable[Row] = (),
    presale: Iterable[Row] = (),
) -> Facts:
    """Tables of these rows in an engine in memory; a column that a row leaves out is null, or what is usual."""
    import duckdb
    import ibis

    engine = duckdb.connect(":memory:")
    given: dict[str, list[Row]] = {
        "orders": [_order(row) for row in orders],
        "lines": [{"quantity": 1.0, **row} for row in lines],
        "companies": [{**_NO_WORDS, **row} for row in companies],
        "presale": list(presale),
    }
    for name, schema in fact_schemas().items():
        engine.register("piece", _arrow(given[name], schema))
        engine.execute(f"CREATE TABLE {name} AS SELECT * FROM piece")
        engine.unregister("piece")
    backend = ibis.duckdb.from_connection(engine)
    tables = {name: backend.table(name) for name in given}
    copied = Copied(len(given["orders"]), len(given["lines"]), whole=True)
    return Facts(**tables, backend=backend, copied=copied)


_NO_WORDS = {"buyer_type": "business", "kind": "", "department": "", "origin_channel": ""}


def _order(row: Row) -> Row:
    return {"is_purchase": int(str(row["net_cents"])) > 0, **row}


def _arrow(rows: list[Row], schema: pyarrow.Schema) -> pyarrow.Table:
    import pyarrow

    return pyarrow.Table.from_pylist([dict(row) for row in rows], schema=schema)
