"""Brings the copy up to date: headers are read anew, lines only where they are not those that are known.

Lines are never changed in place (an order that changes writes them anew), so that the number of lines of a range of
orders and the sum of their keys say whether they are the same; an order whose own row changed has its range read too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from negoce.portfolio.facts.sources.reading import Reading, Source
from negoce.portfolio.facts.tables import COMPANIES, HEADERS, ORDER_LINES, PRODUCTS

if TYPE_CHECKING:
    import duckdb

# Orders of one range, as a number of bits of their key.
_RANGE_BITS = 12
# Above this share of ranges to read, reading all is quicker.
_MOST_RANGES = 0.4
_RANGES = (
    "SELECT order_id >> {bits}, COUNT(*), SUM({key}) FROM {table} GROUP BY order_id >> {bits} ORDER BY 1"
)


@dataclass(frozen=True, slots=True)
class Copied:
    """What a run brought: rows of orders, rows of lines that were read, and whether everything was."""

    orders: int
    lines: int
    whole: bool


def copy_whole(engine: duckdb.DuckDBPyConnection, source: Source) -> Copied:
    """Read everything into an empty copy."""
    orders = _load(engine, source, HEADERS, "headers")
    lines = _load(engine, source, ORDER_LINES, "order_lines")
    _load_small(engine, source)
    return Copied(orders, lines, whole=True)


def copy_changes(engine: duckdb.DuckDBPyConnection, source: Source) -> Copied | None:
    """Read what changed; None when so much did that reading everything is quicker."""
    orders = _load(engine, source, HEADERS, "incoming")
    ranges = sorted(_ranges_of_changed(engine) | _ranges_of_other_lines(engine, source))
    known = engine.execute(f"SELECT COUNT(DISTINCT order_id >> {_RANGE_BITS}) FROM incoming").fetchone()
    if known is None or len(ranges) > max(1, known[0] * _MOST_RANGES):
        return None
    engine.execute("DROP TABLE headers")
    engine.execute("ALTER TABLE incoming RENAME TO headers")
    lines = 0
    for first, last in _runs(ranges):
        condition = f"order_id BETWEEN {first << _RANGE_BITS} AND {((last + 1) << _RANGE_BITS) - 1}"
        engine.execute(f"DELETE FROM order_lines WHERE {condition}")
        lines += _append(engine, source, replace(ORDER_LINES, condition=condition), "order_lines")
    _load_small(engine, source)
    return Copied(orders, lines, whole=False)


def _load_small(engine: duckdb.DuckDBPyConnection, source: Source) -> None:
    _load(engine, source, PRODUCTS, "products")
    _load(engine, source, COMPANIES, "companies")


def _load(engine: duckdb.DuckDBPyConnection, source: Source, reading: Reading, table: str) -> int:
    """Replace a table of the copy by what the source holds."""
    engine.execute(f"DROP TABLE IF EXISTS {table}")
    return _append(engine, source, reading, table)


def _append(engine: duckdb.DuckDBPyConnection, source: Source, reading: Reading, table: str) -> int:
    count = 0
    for piece in source.read(reading):
        engine.register("piece", piece)
        engine.execute(f"CREATE TABLE IF NOT EXISTS {table} AS SELECT * FROM piece WHERE FALSE")
        engine.execute(f"INSERT INTO {table} SELECT * FROM piece")
        engine.unregister("piece")
        count += piece.num_rows
    return count


def _ranges_of_changed(engine: duckdb.DuckDBPyConnection) -> set[int]:
    """Of orders that came, went, or say that they changed. Another customer or day changes no line."""
    rows = engine.execute(
        f"""
        SELECT DISTINCT COALESCE(new.order_id, old.order_id) >> {_RANGE_BITS}
        FROM incoming AS new FULL JOIN headers AS old USING (order_id)
        WHERE new.order_id IS NULL OR old.order_id IS NULL OR new.changed_at IS DISTINCT FROM old.changed_at
            OR new.net_cents <> old.net_cents OR new.cost_cents IS DISTINCT FROM old.cost_cents"""
    ).fetchall()
    return {row[0] for row in rows}


def _ranges_of_other_lines(engine: duckdb.DuckDBPyConnection, source: Source) -> set[int]:
    theirs = source.ask(_RANGES.format(bits=_RANGE_BITS, key="id", table=ORDER_LINES.table))
    ours = engine.execute(_RANGES.format(bits=_RANGE_BITS, key="line_id", table="order_lines")).fetchall()
    return {row[0] for row in _as_numbers(theirs) ^ _as_numbers(ours)}


def _as_numbers(rows: Iterable[Sequence[object]]) -> set[tuple[int, int, int]]:
    return {(int(str(place)), int(str(count)), int(str(total))) for place, count, total in rows}


def _runs(ranges: Sequence[int]) -> list[tuple[int, int]]:
    """Neighbouring ranges are read together: their first and last."""
    if not ranges:
        return []
    breaks = [place for place, (one, two) in enumerate(pairwise(ranges), start=1) if two != one + 1]
    starts, ends = [0, *breaks], [*breaks, len(ranges)]
    return [(ranges[start], ranges[end - 1]) for start, end in zip(starts, ends, strict=True)]
