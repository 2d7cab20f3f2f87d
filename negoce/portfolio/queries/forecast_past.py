"""Past forecasts beside what came, from which the next ones learn."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Q

from negoce.kit.dates import add_months
from negoce.portfolio.models import ForecastSnapshot, MonthlySales
from negoce.portfolio.rules.forecast_errors import LEADS, Missed, Said

MONTHS_LEARNED = 12
_KINDS = Q(scope="house") | Q(scope__startswith="person:") | Q(scope__startswith="family:")


def said_before(as_of: date) -> Sequence[Said]:
    """What was foreseen 1 to LEADS months before, of the last months that were over on a day; two queries.

    Of a month and a lead the last forecast counts. Those from which nothing was kept to learn from are left out.
    """
    over = (as_of + timedelta(days=1)).replace(day=1)
    first = add_months(over, -MONTHS_LEARNED)
    rows = ForecastSnapshot.objects.filter(_KINDS, month__gte=first, month__lt=over, as_of__lt=as_of)
    last: dict[tuple[str, date, int], Mapping[str, Any]] = {}
    for scope, month, day, parts in rows.order_by("as_of", "pk").values_list(
        "scope", "month", "as_of", "parts"
    ):
        lead = _months_between(day, month)
        if 1 <= lead <= LEADS and "correction" in parts:
            last[scope, month, lead] = parts
    came = _sales_by_scope(first, over) if last else {}
    return [
        Said(
            scope.partition(":")[0],
            lead,
            str(parts["method"]),
            Missed(
                float(parts["customers"]),
                float(parts["variance"]),
                came.get((scope, month), 0.0) - float(parts["deals"]) + float(parts["already"]),
                float(parts["correction"]),
            ),
        )
        for (scope, month, lead), parts in sorted(last.items())
    ]


def _sales_by_scope(first: date, before: date) -> Mapping[tuple[str, date], float]:
    sums: dict[tuple[str, date], Decimal] = defaultdict(Decimal)
    rows = MonthlySales.objects.filter(month__gte=first, month__lt=before).order_by("month", "pk")
    for person, family, month, net in rows.values_list("person_id", "family_id", "month", "net"):
        for scope in ("house", f"person:{person}", f"family:{family}"):
            sums[scope, month] += net
    return {key: float(net) for key, net in sums.items()}


def _months_between(day: date, month: date) -> int:
    return (month.year - day.year) * 12 + month.month - day.month
