"""A row of a file as a line of an order."""

from __future__ import annotations

from datetime import date

import pytest

from negoce.companies.rules.imports.rows import ReadContext
from negoce.orders.rules.import_order_row import read_order_line

NINES = "9" * 24


@pytest.mark.parametrize("net", ["", NINES, "12,50"])
def test_numbers_that_no_column_holds_refuse_the_row_and_nothing_else(net: str) -> None:
    row = read_order_line(
        1, {"quantity": NINES, "unit_price": NINES, "net": net}, ReadContext(date(2026, 11, 20))
    )
    assert row.refused
    told = {each.field for each in row.findings if each.finding.code == "number.too_large"}
    assert {"quantity", "unit_price"} <= told
