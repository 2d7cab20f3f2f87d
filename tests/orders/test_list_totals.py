"""The sums under the list of orders: of one currency at a time."""

from __future__ import annotations

from datetime import date
from decimal import Decimal as D

import pytest
from django.test import Client

from negoce.companies.queries.lists.registry import LISTS
from negoce.companies.queries.lists.spec import Asked, understand
from negoce.companies.queries.lists.totals import totals
from negoce.identity.enums import Role, Scope
from negoce.identity.rules.actor import system_actor
from tests.factories.companies import make_company
from tests.factories.identity import make_user
from tests.factories.orders import make_order

pytestmark = pytest.mark.django_db
COLUMNS = "reference,net,margin,lines_count"


def sums(filter_text: str = "") -> dict[str, object]:
    spec = understand(LISTS["orders"], system_actor(), Asked(columns=COLUMNS, filter=filter_text))
    return dict(totals(spec))


@pytest.fixture(autouse=True)
def orders() -> None:
    company = make_company()
    make_order(company, date(2026, 9, 3), "1000", cost="600")
    make_order(company, date(2026, 9, 4), "500.50", cost="400", currency="")
    make_order(company, date(2026, 9, 5), "300", cost="100", currency="USD")
    make_order(company, date(2026, 9, 6), "200", cost="50", currency="USD")
    make_order(company, date(2026, 9, 7), "70", currency="CHF")


def test_each_currency_has_its_sum_ours_first() -> None:
    found = sums()
    assert found["net"] == (("EUR", D("1500.5")), ("CHF", D(70)), ("USD", D(500)))
    assert found["margin"] == (("EUR", D("500.5")), ("USD", D(350)))


def test_one_currency_is_one_number() -> None:
    assert D(str(sums("currency is EUR")["net"])) == 1000
    assert sums("currency is USD")["net"] == (("USD", D(500)),)


def test_the_foot_of_the_list_says_them_all() -> None:
    client = Client()
    client.force_login(make_user(Role.MANAGER, scope=Scope.ALL.value))
    shown = client.get(f"/orders/?columns={COLUMNS}").content.decode()
    foot = (
        shown[shown.index("<tfoot") : shown.index("</tfoot>")].replace("\u00a0", " ").replace("\u202f", " ")
    )
    assert "1 501 € + 70 CHF + 500 $" in foot
