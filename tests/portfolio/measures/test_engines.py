"""The same measures give the same numbers in DuckDB, in PostgreSQL and on Apache Spark."""

from __future__ import annotations

import importlib.util
import math
import shutil
import subprocess
import sys
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.utils import timezone

from negoce.catalogue.models import ProductFamily
from negoce.portfolio.facts.engine_names import Engine
from negoce.portfolio.facts.engines import EngineMissing, queried
from negoce.portfolio.facts.held import Facts
from negoce.portfolio.facts.opening import open_facts
from negoce.portfolio.facts.schemas import fact_schemas
from tests.factories.companies import make_activity, make_company
from tests.factories.orders import make_order, make_product
from tests.portfolio.measures.drawn_customers import drawn_customers
from tests.portfolio.measures.every_measure import every_measure
from tests.portfolio.measures.test_parity import UNUSUAL, facts_drawn

if TYPE_CHECKING:
    import pyarrow

TODAY = date(2026, 11, 20)
NUMBER = 400
ROOT = Path(__file__).resolve().parents[3]


def lacking() -> str:
    """What keeps the three engines from being compared here; empty when nothing does."""
    if connection.vendor != "postgresql":
        return "the engines are compared in the run on PostgreSQL"
    if importlib.util.find_spec("pyspark") is None:
        return "PySpark is not installed: pip install -r requirements/spark.txt"
    return "" if shutil.which("java") else "Java is not installed (on Debian: openjdk-17-jre-headless)"


def rows(table: pyarrow.Table) -> list[tuple[object, ...]]:
    """In one order, whatever the engine: by their texts, of which only sums of fractions differ."""
    names = sorted(table.column_names)
    found = [tuple(row[name] for name in names) for row in table.to_pylist()]
    return sorted(
        found, key=lambda row: [f"{each:.6g}" if isinstance(each, float) else str(each) for each in row]
    )


def same(one: list[tuple[object, ...]], other: list[tuple[object, ...]]) -> bool:
    return len(one) == len(other) and all(
        len(left) == len(right) and all(map(close, left, right))
        for left, right in zip(one, other, strict=True)
    )


def close(left: object, right: object) -> bool:
    if isinstance(left, float) and isinstance(right, float):
        return math.isclose(left, right, rel_tol=1e-9, abs_tol=1e-9)
    return left == right


def in_postgresql(facts: Facts) -> Facts:
    """The same rows in tables of this transaction alone."""
    import ibis

    connection.ensure_connection()
    backend = ibis.postgres.from_connection(connection.connection)
    kinds = {
        "int64": "bigint",
        "date32[day]": "date",
        "string": "text",
        "double": "float8",
        "bool": "boolean",
    }
    tables = {}
    for name, schema in fact_schemas().items():
        columns = ", ".join(f"{field.name} {kinds[str(field.type)]}" for field in schema)
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE TEMP TABLE drawn_{name} ({columns}) ON COMMIT DROP")
            with cursor.copy(f"COPY drawn_{name} FROM STDIN") as copy:
                for row in getattr(facts, name).to_pyarrow().to_pylist():
                    copy.write_row(tuple(row.values()))
        tables[name] = queried(backend, name, f"drawn_{name}")
    return Facts(**tables, backend=backend, copied=facts.copied)


def answers(facts: Facts) -> Mapping[str, list[tuple[object, ...]]]:
    return {name: rows(table.to_pyarrow()) for name, table in every_measure(facts, TODAY, UNUSUAL).items()}


@pytest.mark.django_db
def test_the_three_engines_give_the_same(tmp_path: Path) -> None:
    if reason := lacking():
        pytest.skip(reason)
    from pyarrow import parquet

    command = [sys.executable, "-m", "tests.portfolio.measures.on_spark", str(tmp_path)]
    facts = facts_drawn(drawn_customers(NUMBER, TODAY))
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as spark:
        expected, found = answers(facts), answers(in_postgresql(facts))
        said = spark.communicate()[0]
    assert spark.returncode == 0, said[-3_000:]
    for name, told in expected.items():
        assert same(told, found[name]), f"PostgreSQL: {name}"
        assert same(told, rows(parquet.read_table(tmp_path / f"{name}.parquet"))), f"Spark: {name}"


@pytest.mark.django_db
def test_postgresql_measures_its_own_tables(today: date, tmp_path: Path) -> None:
    family = ProductFamily.objects.create(name="Fromages")
    product = make_product(family=family)
    company = make_company(kind="wholesaler")
    make_order(company, today, "10.29", cost="6.05", product=product)
    make_order(company, today - timedelta(days=3), "50", currency="CHF")
    make_order(company, today, "7", cancelled_at=timezone.now())
    make_activity(company=company, starts_at=timezone.now(), state="done", need_recorded="Des palettes")
    if connection.vendor != "postgresql":
        with pytest.raises(EngineMissing), open_facts(today=today, engine=Engine.POSTGRESQL):
            pass
        return
    with (
        open_facts(today=today, directory=tmp_path) as copied,
        open_facts(today=today, engine=Engine.POSTGRESQL) as own,
    ):
        for name in ("orders", "lines", "companies", "presale"):
            assert rows(getattr(own, name).to_pyarrow()) == rows(getattr(copied, name).to_pyarrow()), name
