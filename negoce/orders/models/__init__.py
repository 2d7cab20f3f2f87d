"""The tables of orders."""

from negoce.orders.models.customer_product import CustomerProduct
from negoce.orders.models.customer_sales import CustomerSales
from negoce.orders.models.order import Order, OrderLine
from negoce.orders.models.order_terms import Delivery, DeliveryLine, OrderLineTerms, OrderTerms
from negoce.orders.models.promise import PromiseChange
from negoce.orders.models.sales_due import SalesDue

__all__ = [
    "CustomerProduct",
    "CustomerSales",
    "Delivery",
    "DeliveryLine",
    "Order",
    "OrderLine",
    "OrderLineTerms",
    "OrderTerms",
    "PromiseChange",
    "SalesDue",
]
