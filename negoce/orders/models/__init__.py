"""The tables of orders."""

from negoce.orders.models.customer_product import CustomerProduct
from negoce.orders.models.customer_sales import CustomerSales
from negoce.orders.models.order import Order, OrderLine

__all__ = ["CustomerProduct", "CustomerSales", "Order", "OrderLine"]
