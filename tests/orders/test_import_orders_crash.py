"""A worker killed at random rows of an import of orders, and of its undo: the end is that of an undisturbed run."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.companies.imports.test_import_crash import DONE_ROWS, ENDED, START, UNDO, UNDONE_RECORDS, killed
from tests.factories.imports import text_file
from tests.jobs.outside import Outside

pytestmark = pytest.mark.django_db(transaction=True)
ORDERS = 700
GOOD = ORDERS - ORDERS // 50
# More of them by hand: NEGOCE_TEST_KILLS=20
KILLS = int(os.environ.get("NEGOCE_TEST_KILLS", "2"))
CUSTOMERS = """
from tests.factories.companies import make_company
for number in range(40):
    make_company(name=f'Laiterie {number:02d}')
"""
STORED = """
from negoce.companies.models import ImportImage
from negoce.orders.models import CustomerProduct, CustomerSales, Order, OrderLine, SalesDue
def rows(found): return [[str(value) for value in row] for row in found]
own = ('first_order_on', 'last_order_on', 'orders_count', 'net_total', 'net_12_months')
answer = {
    'orders': rows(Order.objects.order_by('reference', 'pk').values_list(
        'company__name', 'reference', 'ordered_on', 'net', 'lines_count')),
    'lines': rows(OrderLine.objects.order_by('order__reference', 'position').values_list(
        'order__reference', 'position', 'label', 'quantity', 'net')),
    'sales': rows(CustomerSales.objects.order_by('company__name').values_list('company__name', *own)),
    'products': CustomerProduct.objects.count(),
    'due': SalesDue.objects.count(),
}
"""


def content() -> bytes:
    """Orders of two lines each, every fiftieth with a faulty one."""
    rows = []
    for number in range(ORDERS):
        amount = "beaucoup" if number % 50 == 7 else f"{number + 1},50"
        place = f"C{number:04d};{1 + number % 28:02d}/10/2026;Laiterie {number % 40:02d}"
        rows += [f"{place};Lait;2;{amount}", f"{place};Beurre;1;3,20"]
    return text_file("N° commande;Date;Raison sociale;Désignation;Quantité;PU HT", *rows)


def test_killed_imports_and_undos_of_orders_end_like_undisturbed_ones(tmp_path: Path):
    outside = Outside(tmp_path, "tests.companies.imports.process_settings")
    path = tmp_path / "orders.csv"
    path.write_bytes(content())
    outside.python(CUSTOMERS)
    run = outside.python(START, path=str(path))
    _kill_and_end(outside, DONE_ROWS, "done", run, 2 * ORDERS)
    disturbed = outside.python(STORED)
    assert len(disturbed["orders"]) == GOOD
    assert len(disturbed["sales"]) == 40
    assert disturbed["due"] == 0

    outside.python(UNDO, run=run)
    _kill_and_end(outside, UNDONE_RECORDS, "undone", run, ORDERS)
    assert outside.python(STORED) == {"orders": [], "lines": [], "sales": [], "products": 0, "due": 0}

    again = outside.python(START, path=str(path))
    with outside.worker():
        outside.until(ENDED, run=again, state="done")
    assert outside.python(STORED) == disturbed


def _kill_and_end(outside: Outside, reached: str, state: str, run: int, most: int) -> None:
    for kill in range(KILLS):
        with outside.worker() as worker:
            outside.until(reached, run=run, made=GOOD, least=1 + kill * most // (2 * KILLS))
            killed(worker)
    with outside.worker():
        outside.until(ENDED, run=run, state=state)
