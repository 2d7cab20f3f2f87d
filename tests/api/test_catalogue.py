"""Products and price lists as programs read them."""

from __future__ import annotations

import pytest

from negoce.catalogue.models import PriceList, PriceListItem
from negoce.identity.enums import Role
from tests.factories.api import make_program
from tests.factories.identity import make_user
from tests.factories.orders import make_product

pytestmark = pytest.mark.django_db


def test_a_price_list_is_read_with_its_prices() -> None:
    product = make_product("MC-1", "Meule", price="80", cost="60")
    found = PriceList.objects.create(name="Grossistes", customer_kind="wholesaler", priority=5)
    PriceListItem.objects.create(price_list=found, product=product, min_quantity="10", price="74.0375")
    program = make_program()
    page = program.get("price_lists").json()
    assert [row["name"] for row in page["items"]] == ["Grossistes"]
    one = program.get(f"price_lists/{found.public_id}").json()
    assert one["prices"] == [
        {
            "product": {"id": product.public_id, "name": "Meule"},
            "code": "MC-1",
            "min_quantity": "10.000",
            "price": "74.0375",
        }
    ]
    assert program.get("price_lists?filter=customer_kind is retailer").json()["items"] == []


def test_a_margin_is_for_who_reads_margins() -> None:
    make_product("MC-1", "Meule", price="80", cost="60")
    assert make_program().get("products").json()["items"][0]["margin"] == "20.0000"
    reader = make_program(user=make_user(Role.READ_ONLY))
    assert "margin" not in reader.get("products").json()["items"][0]
    assert reader.get("products?filter=margin over 1").status_code == 422
