"""The copy of the facts: the same as the database, whatever changed since the last time."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from negoce.catalogue.models import Product, ProductFamily
from negoce.config.env import EnvironmentProblem, read_environment
from negoce.orders.models import Order, OrderLine
from negoce.portfolio.facts.engine_names import Engine
from negoce.portfolio.facts.held import Facts
from negoce.portfolio.facts.opening import FactsBusy, open_facts
from tests.factories.companies import make_company
from tests.factories.orders import make_order, make_product

pytestmark = pytest.mark.django_db


def rows(facts: Facts) -> list[tuple[object, ...]]:
    table = facts.orders.order_by("order_id").to_pyarrow().to_pylist()
    return [tuple(row.values()) for row in table]


def line_nets(facts: Facts) -> list[int]:
    return [
        row["net_cents"] for row in facts.lines.order_by(["order_id", "net_cents"]).to_pyarrow().to_pylist()
    ]


def test_the_tables_of_a_database(today: date, tmp_path: Path) -> None:
    family = ProductFamily.objects.create(name="Fromages")
    product = make_product(family=family)
    company = make_company(kind="wholesaler")
    make_company(deleted_at=timezone.now())
    order = make_order(company, today, "10.29", cost="6.05", product=product)
    abroad = make_order(company, today, "50", currency="CHF")
    unsaid = make_order(company, today, "-3", currency="")
    make_order(company, today, "7", cancelled_at=timezone.now())
    with open_facts(directory=tmp_path) as facts:
        assert rows(facts) == [
            (order.pk, company.pk, today, 1029, 605, True),
            (abroad.pk, company.pk, today, 0, None, True),
            (unsaid.pk, company.pk, today, -300, None, False),
        ]
        line = facts.lines.filter(facts.lines.order_id == order.pk).to_pyarrow().to_pylist()
        assert [(each["family_id"], each["product_id"], each["quantity"]) for each in line] == [
            (family.pk, product.pk, 1.0)
        ]
        assert line_nets(facts) == [1029, 0, -300]
        assert facts.companies.to_pyarrow().select(["company_id", "kind", "owner_id"]).to_pylist() == [
            {"company_id": company.pk, "kind": "wholesaler", "owner_id": None}
        ]
    assert [oct(path.stat().st_mode)[-3:] for path in tmp_path.iterdir() if path.suffix == ".duckdb"] == [
        "600"
    ]


def test_an_empty_database(tmp_path: Path) -> None:
    with open_facts(directory=tmp_path) as facts:
        assert [
            table.count().to_pyarrow().as_py() for table in (facts.orders, facts.lines, facts.presale)
        ] == [0] * 3
    with open_facts(directory=tmp_path) as facts:
        assert rows(facts) == []


def test_what_changed_is_read_again(today: date, tmp_path: Path) -> None:
    one, two = make_company(), make_company()
    kept, changed, gone = (make_order(one, today, net) for net in ("1", "2", "3"))
    # Far away in the keys: another range, which nothing touches.
    for place in range(6):
        make_order(two, today, "100", id=100_000 + place * 5_000)
    with open_facts(directory=tmp_path) as facts:
        assert facts.copied.whole
    # Another path than an action: nothing says that the order changed.
    OrderLine.objects.filter(order=kept).delete()
    OrderLine.objects.create(order=kept, position=1, label="x", quantity=1, unit_price=1, net="0.40")
    Order.objects.filter(pk=changed.pk).update(company=two, ordered_on=today - timedelta(days=1))
    OrderLine.objects.filter(order=gone).delete()
    gone_key = gone.pk
    gone.delete()
    new = make_order(two, today, "5")
    Order.objects.filter(pk=100_000).update(cancelled_at=timezone.now())
    with open_facts(directory=tmp_path) as facts:
        assert not facts.copied.whole
        assert {
            row[0]: row[1:4] for row in rows(facts) if row[0] in {kept.pk, changed.pk, gone_key, 100_000}
        } == {
            kept.pk: (one.pk, today, 100),
            changed.pk: (two.pk, today - timedelta(days=1), 200),
        }
        assert (new.pk, two.pk, today, 500, None, True) in rows(facts)
        assert sorted(line_nets(facts))[:3] == [40, 200, 500]
        assert facts.lines.count().to_pyarrow().as_py() == 8


def test_a_broken_copy_is_made_again(today: date, tmp_path: Path) -> None:
    make_order(make_company(), today, "1")
    with open_facts(directory=tmp_path):
        pass
    (copy,) = tmp_path.glob("*.duckdb")
    copy.write_bytes(b"no database")
    with open_facts(directory=tmp_path) as facts:
        assert len(rows(facts)) == 1
        with pytest.raises(FactsBusy), open_facts(directory=tmp_path, patience=0.0):
            pass


def test_products_change_their_family(today: date, tmp_path: Path) -> None:
    product = make_product()
    make_order(make_company(), today, "1", product=product)
    with open_facts(directory=tmp_path) as facts:
        assert facts.lines.to_pyarrow()["family_id"].to_pylist() == [None]
    family = ProductFamily.objects.create(name="Vins")
    Product.objects.filter(pk=product.pk).update(family=family)
    with open_facts(directory=tmp_path) as facts:
        assert facts.lines.to_pyarrow()["family_id"].to_pylist() == [family.pk]


def test_where_measures_run_is_read_from_the_environment() -> None:
    asked = {"NEGOCE_ENGINE": "spark", "NEGOCE_SPARK": "spark://calcul:7077"}
    assert (read_environment(asked).engine, read_environment(asked).spark) == (
        Engine.SPARK,
        "spark://calcul:7077",
    )
    assert (read_environment({}).engine, read_environment({}).spark) == (Engine.DUCKDB, "local[*]")
    with pytest.raises(EnvironmentProblem, match="duckdb, postgresql or spark, not 'oracle'"):
        read_environment({"NEGOCE_ENGINE": "oracle"})
