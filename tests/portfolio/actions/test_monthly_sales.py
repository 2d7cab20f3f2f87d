"""What was ordered each month, by person and family."""

from __future__ import annotations

from datetime import date
from decimal import Decimal as D

import pytest
from django.utils import timezone

from negoce.catalogue.models import ProductFamily
from negoce.portfolio.actions.monthly_sales import refresh_monthly_sales
from negoce.portfolio.models import MonthlySales
from tests.factories.companies import make_company
from tests.factories.identity import make_user
from tests.factories.orders import make_order, make_product

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)


def rows() -> list[tuple[date, int | None, int | None, D]]:
    return list(
        MonthlySales.objects.order_by("month", "person_id", "family_id").values_list(
            "month", "person_id", "family_id", "net"
        )
    )


def test_months_are_added_up_by_person_and_family() -> None:
    person = make_user()
    family = ProductFamily.objects.create(name="Films")
    film = make_product(family=family)
    company = make_company(owner=person)
    make_order(company, date(2026, 11, 3), "100.10", product=film)
    make_order(company, date(2026, 11, 20), "-20.05", product=film)
    make_order(company, date(2026, 10, 31), "7")
    make_order(make_company(), date(2026, 11, 4), "50")
    # Days to come, cancelled orders, other currencies and customers in the bin count for nothing.
    make_order(company, date(2026, 11, 4), "1000", currency="USD")
    make_order(company, date(2026, 11, 21), "1000")
    make_order(company, date(2026, 11, 2), "1000", cancelled_at=timezone.now())
    make_order(make_company(owner=person, deleted_at=timezone.now()), date(2026, 11, 2), "1000")
    refresh_monthly_sales(today=TODAY)
    expected = {
        (date(2026, 10, 1), person.pk, None, D("7.00")),
        (date(2026, 11, 1), None, None, D("50.00")),
        (date(2026, 11, 1), person.pk, family.pk, D("80.05")),
    }
    assert set(rows()) == expected
    refresh_monthly_sales(today=TODAY)
    assert set(rows()) == expected


def test_what_changed_since_is_put_right_and_old_months_go() -> None:
    company = make_company()
    order = make_order(company, date(2026, 9, 3), "100")
    make_order(company, date(2023, 10, 3), "100")
    refresh_monthly_sales(today=TODAY)
    assert [month for month, *_rest in rows()] == [date(2026, 9, 1)]
    order.cancelled_at = timezone.now()
    order.save()
    refresh_monthly_sales(today=TODAY)
    assert rows() == []
