"""The tables of orders."""

from negoce.orders.models.customer_product import CustomerProduct
from negoce.orders.models.customer_sales import CustomerSales
from negoce.orders.models.order import Order, OrderLine
from negoce.orders.models.sales_due import SalesDue

__all__ = ["CustomerProduct", "CustomerSales", "Order", "OrderLine", "SalesDue"]
