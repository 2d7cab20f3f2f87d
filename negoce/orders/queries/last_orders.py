"""The last orders of one customer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from negoce.companies.models import Company
from negoce.kit.narrow import own_columns
from negoce.orders.models import CustomerSales, Order

_COLUMNS = (
    *own_columns(Order),
    *(f"company__sales__{name}" for name in own_columns(CustomerSales)),
)


@dataclass(frozen=True, slots=True)
class LastOrders:
    """The newest orders, cancelled ones included; `sales` sums them up, when they are summed up."""

    orders: Sequence[Order]
    sales: CustomerSales | None


def last_orders(company: Company, limit: int) -> LastOrders:
    """The last `limit` orders of a company that the caller may see, and their sums, in one query."""
    rows = Order.objects.filter(company=company).select_related("company__sales").only(*_COLUMNS)
    orders = list(rows.order_by("-ordered_on", "-id")[:limit])
    sales = getattr(orders[0].company, "sales", None) if orders else None
    return LastOrders(orders, sales)
