"""What the portfolio lends to the customer file: ranks follow a merge, classes are columns of the list."""

from __future__ import annotations

from negoce.portfolio.queries.company_columns import COMPANY_COLUMNS
from negoce.portfolio.queries.linked import LINKED

company_columns = COMPANY_COLUMNS
linked_records = LINKED
