"""What orders lend to the customer file: what each customer bought, as columns and filters of the lists."""

from __future__ import annotations

from negoce.orders.queries.company_columns import COMPANY_COLUMNS
from negoce.orders.timeline import ORDERS

company_columns = COMPANY_COLUMNS
timeline_sources = (ORDERS,)
