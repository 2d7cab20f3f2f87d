"""Orders make the relation of a company with us: until when it bought."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from negoce.companies.lent import RelationFact
from negoce.companies.queries.search.among import among
from negoce.orders.models import CustomerSales


def _last_days(keys: Sequence[int]) -> Mapping[int, date]:
    wanted = CustomerSales.objects.filter(among(sorted(set(keys)), "company_id")).order_by()
    rows = wanted.values_list("company_id", "last_order_on")
    return {key: day for key, day in rows if day is not None}


ORDERED = RelationFact("ordered", last=_last_days)
