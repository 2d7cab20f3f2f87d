"""Products, orders and what customers bought, straight in the database."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import count

from negoce.catalogue.models import Product
from negoce.companies.models import Company
from negoce.kit.text import name_key
from negoce.orders.models import CustomerProduct, CustomerSales, Order, OrderLine

_numbers = count(1)


def make_product(code: str | None = None, label: str = "Meule de comté", **fields: object) -> Product:
    """A product of the catalogue."""
    return Product.objects.create(
        code=code or f"REF{next(_numbers):04d}", label=label, label_key=name_key(label), **fields
    )


def make_order(company: Company, on: date, net: str, *, cost: str | None = None, **fields: object) -> Order:
    """An order of one line; `product` puts one on it."""
    product = fields.pop("product", None)
    quantity = fields.pop("quantity", Decimal(1))
    number = next(_numbers)
    amount = Decimal(net)
    spent = None if cost is None else Decimal(cost)
    order = Order.objects.create(
        company=company,
        reference=f"C{number}",
        ordered_on=on,
        net=amount,
        cost=spent,
        lines_count=1,
        **fields,
    )
    OrderLine.objects.create(
        order=order,
        position=1,
        product=product,
        label="Ligne",
        quantity=quantity,
        unit_price=amount,
        net=amount,
        cost=spent,
    )
    return order


def make_sales(company: Company, net: str = "1000", **fields: object) -> CustomerSales:
    """The yearly figures of a customer, as the projection would hold them."""
    values: dict[str, object] = {
        "first_order_on": date(2025, 1, 10),
        "last_order_on": date(2026, 10, 1),
        "orders_count": 3,
        "net_total": Decimal(net),
        "net_12_months": Decimal(net),
        "as_of": date(2026, 11, 20),
        **fields,
    }
    return CustomerSales.objects.create(company=company, **values)


def make_bought(company: Company, product: Product, last: date) -> CustomerProduct:
    """That a customer bought a product, and when last."""
    return CustomerProduct.objects.create(company=company, product=product, last_ordered_on=last)
