"""Where customers stand among all, kept from night to night."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from negoce.companies.models import Company
from negoce.orders.actions.refresh_sales import refresh_sales
from negoce.portfolio.actions.rank_customers import rank_customers
from negoce.portfolio.models import CustomerRank
from tests.factories.companies import make_company
from tests.factories.orders import make_order

pytestmark = pytest.mark.django_db


def sold(today: date, *amounts: str, cost: str | None = "0") -> list[Company]:
    companies = [make_company() for _amount in amounts]
    for company, amount in zip(companies, amounts, strict=True):
        make_order(company, today, amount, cost=cost)
    refresh_sales([company.pk for company in companies], today=today)
    return companies


def standing() -> dict[int, tuple[int, str, int | None, str]]:
    return {
        row.company_id: (row.revenue_rank, row.revenue_class, row.margin_rank, row.margin_class)
        for row in CustomerRank.objects.all()
    }


def test_the_worked_example_on_orders(today: date) -> None:
    companies = sold(today, "50000", "20000", "12000", "8000", "6000", "4000")
    assert rank_customers(today=today) == 6
    found = standing()
    assert [found[company.pk][:2] for company in companies] == [
        (1, "A"), (2, "A"), (3, "A"), (4, "B"), (5, "B"), (6, "C"),
    ]  # fmt: skip
    assert CustomerRank.objects.filter(customers=6, as_of=today).count() == 6


def test_an_unknown_cost_has_no_place_by_margin(today: date) -> None:
    known, unknown = sold(today, "100", cost="40")[0], sold(today, "900", cost=None)[0]
    rank_customers(today=today)
    assert standing() == {known.pk: (2, "B", 1, "A"), unknown.pk: (1, "A", None, "")}


def test_who_left_has_no_rank_when_another_came_the_same_day(today: date) -> None:
    first, second = sold(today, "100", "50")
    rank_customers(today=today)
    first.deleted_at = "2026-11-20T10:00Z"
    first.save(update_fields=["deleted_at"])
    (third,) = sold(today, "80")
    rank_customers(today=today)
    assert standing() == {third.pk: (1, "A", 1, "A"), second.pk: (2, "A", 2, "A")}


def test_a_night_later_who_left_has_no_rank(today: date) -> None:
    first, second = sold(today, "100", "50")
    rank_customers(today=today)
    rank_customers(today=today)
    first.deleted_at = "2026-11-20T10:00Z"
    first.save(update_fields=["deleted_at"])
    later = today + timedelta(days=1)
    assert rank_customers(today=later) == 1
    assert standing() == {second.pk: (1, "A", 1, "A")}


def test_nobody_bought(today: date) -> None:
    assert rank_customers(today=today) == 0
