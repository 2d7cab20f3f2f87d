"""What orders lend to the customer file: what each customer bought, as columns and filters of the lists."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from negoce.companies.interfaces import LinkedRecords, MergeLink
from negoce.orders.actions.refresh_sales import refresh_sales
from negoce.orders.people_data import ORDER_PEOPLE
from negoce.orders.queries.company_columns import COMPANY_COLUMNS
from negoce.orders.queries.lists import ORDER_LIST
from negoce.orders.relation import ORDERED
from negoce.orders.timeline import ORDERS

company_columns = COMPANY_COLUMNS
timeline_sources = (ORDERS,)
lists = (ORDER_LIST,)
person_data = (ORDER_PEOPLE,)
relation_facts = (ORDERED,)
linked_records = (
    LinkedRecords(
        key="orders",
        label=_("Commandes"),
        kind="company",
        links=(MergeLink("orders.Order", "company"),),
        figures=("orders.CustomerSales.company", "orders.CustomerProduct.company"),
        refresh=refresh_sales,
    ),
    LinkedRecords(
        key="orders_from",
        label=_("Commandes passées"),
        kind="contact",
        links=(MergeLink("orders.OrderTerms", "contact"),),
    ),
)
