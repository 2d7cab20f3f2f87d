"""Orders make the relation of a company with us: since when it buys, until when it did."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from negoce.companies.lent import RelationFact
from negoce.companies.queries.search.among import among
from negoce.orders.models import CustomerSales


def _days(column: str, keys: Sequence[int]) -> Mapping[int, date]:
    wanted = CustomerSales.objects.filter(among(sorted(set(keys)), "company_id"))
    rows = wanted.filter(**{f"{column}__isnull": False}).order_by()
    return dict(rows.values_list("company_id", column))


ORDERED = RelationFact(
    "ordered",
    first=lambda keys: _days("first_order_on", keys),
    last=lambda keys: _days("last_order_on", keys),
)
