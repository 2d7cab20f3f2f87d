"""What the program ships of the law is what the worked examples go by: one table, two places."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from importlib import import_module

import pytest

from tests.factories.dated_values import example_values

SHIPPED = import_module("negoce.parameters.migrations.0002_legal_values").VALUES
HALF_YEARLY = ("ecb_main_refinancing_rate", "legal_interest_rate_professionals")


@pytest.mark.parametrize("key", HALF_YEARLY)
@pytest.mark.parametrize("start", [date(2025, 1, 1), date(2025, 7, 1), date(2026, 1, 1), date(2026, 7, 1)])
def test_the_rates_of_each_half_year(key: str, start: date) -> None:
    shipped = [Decimal(value) for name, day, value, *_source in SHIPPED if (name, day) == (key, start)]
    assert shipped == [example_values().of_half_year(key, start).value]


@pytest.mark.parametrize(
    "key", ["recovery_fee", "gift_vat_ceiling", "gift_statement_ceiling", "simplified_receipt_ceiling"]
)
def test_the_ceilings(key: str) -> None:
    shipped = [Decimal(value) for name, _day, value, *_source in SHIPPED if name == key]
    assert shipped == [example_values().on(key, date(2026, 3, 1)).value]
