"""What a company brought in a year: amounts of one currency."""

from __future__ import annotations

from datetime import date
from decimal import Decimal as D

import pytest

from negoce.portfolio.queries.company_results import YearResult, yearly_results
from negoce.portfolio.queries.prices_paid import PricesPaid, prices_paid
from tests.factories.companies import make_company
from tests.factories.orders import make_order, make_product

pytestmark = pytest.mark.django_db


def test_what_was_ordered_in_another_currency_is_an_order_but_no_euros() -> None:
    company = make_company()
    make_order(company, date(2026, 3, 2), "100", cost="60")
    make_order(company, date(2026, 3, 3), "900", currency="USD")
    make_order(company, date(2025, 3, 3), "50", currency="CHF", cost="1")
    make_order(company, date(2025, 3, 4), "777", cancelled_at="2025-03-05T00:00:00Z")
    assert [
        YearResult(year.year, year.orders, D(str(year.net)), D(str(year.margin)))
        for year in yearly_results(company)
    ] == [YearResult(2026, 2, D(100), D(40)), YearResult(2025, 1, D(0), D(0))]


def test_prices_paid_are_compared_in_euros_alone() -> None:
    company, film = make_company(), make_product("F1", "Film étirable", price=D(10))
    make_order(company, date(2026, 9, 3), "18", product=film, quantity=D(2))
    make_order(company, date(2026, 9, 4), "500", product=film, quantity=D(1), currency="USD")
    assert prices_paid(company, date(2026, 11, 20)) == PricesPaid(D("18.00"), D("20.00"))
