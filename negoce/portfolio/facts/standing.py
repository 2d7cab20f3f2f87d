"""Where each company stands today and what deals under way may bring: from the database, for measures of the whole."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from negoce.negotiation.enums import DealState
from negoce.negotiation.models import Deal
from negoce.portfolio.models import CustomerLife, CustomerProfit

if TYPE_CHECKING:
    import pyarrow

_PIECE = 20_000


def life_rows() -> pyarrow.Table:
    """One row a company: `company_id`, `status`, `p_alive`, `value_cents`, `rfm_recency`, `rfm_frequency`."""
    import pyarrow

    schema = pyarrow.schema(
        [
            ("company_id", pyarrow.int64()), ("status", pyarrow.string()), ("p_alive", pyarrow.float64()),
            ("value_cents", pyarrow.int64()), ("rfm_recency", pyarrow.int64()), ("rfm_frequency", pyarrow.int64()),
        ]
    )  # fmt: skip
    columns: tuple[list[object], ...] = ([], [], [], [], [], [])
    rows = CustomerLife.objects.filter(company__deleted_at__isnull=True).order_by()
    for company, status, alive, value, recency, frequency in rows.values_list(
        "company_id", "status", "p_alive", "value_36_months", "rfm_recency", "rfm_frequency"
    ).iterator(chunk_size=_PIECE):
        cents = None if value is None else int(value * 100)
        for column, given in zip(columns, (company, status, alive, cents, recency, frequency), strict=True):
            column.append(given)
    arrays = [pyarrow.array(column, field.type) for column, field in zip(columns, schema, strict=True)]
    return pyarrow.Table.from_arrays(arrays, schema=schema)


def cost_rows() -> pyarrow.Table:
    """What serving each company cost over 12 months, of those that cost something: `company_id`, `cost_cents`."""
    import pyarrow

    rows = CustomerProfit.objects.filter(cost__gt=0).order_by().values_list("company_id", "cost")
    found = [(company, round(cost * 100)) for company, cost in rows.iterator(chunk_size=_PIECE)]
    return pyarrow.table(
        {
            "company_id": pyarrow.array([company for company, _cents in found], pyarrow.int64()),
            "cost_cents": pyarrow.array([cents for _company, cents in found], pyarrow.int64()),
        }
    )


def deal_rows(odds: Mapping[str, float]) -> pyarrow.Table:
    """Deals under way: `company_id`, `expected_cents` (amount × the odds of its step)."""
    import pyarrow

    companies, cents = [], []
    rows = Deal.objects.filter(
        state=DealState.OPEN.value, deleted_at__isnull=True, amount__gt=0, company__deleted_at__isnull=True
    ).order_by()
    for company, step, amount in rows.values_list("company_id", "step", "amount").iterator(chunk_size=_PIECE):
        companies.append(company)
        cents.append(round(float(amount or 0) * 100 * odds.get(step, 0.0)))
    return pyarrow.table(
        {
            "company_id": pyarrow.array(companies, pyarrow.int64()),
            "expected_cents": pyarrow.array(cents, pyarrow.int64()),
        }
    )
