"""What is foreseen of every customer, by the fit in force."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from negoce.portfolio.actions.foresight_histories import customer_histories
from negoce.portfolio.actions.recompute_measure import no_foresight
from negoce.portfolio.facts.held import Facts
from negoce.portfolio.models import ForesightFit
from negoce.portfolio.queries.thresholds import current_thresholds

if TYPE_CHECKING:
    import pyarrow

SAME = (
    "p_alive", "p_order_90", "expected_30", "expected_90", "expected_90_low", "expected_90_high", "expected_365",
    "mean_90",
)  # fmt: skip
DAYS = {
    "next_order_on": "next_order",
    "next_order_from": "next_order_from",
    "next_order_until": "next_order_until",
}


def foreseen(facts: Facts, today: date) -> pyarrow.Table:
    """One row a customer, columns as stored; none of anybody without a fit (R-F2 is told by its status alone).

    What was worked out over all customers is kept beside the fit, so that one can be foreseen alone during the day. A
    fit made by other code than this is not read: the next one, asked for each week, puts that right.
    """
    fit = ForesightFit.objects.filter(is_current=True).exclude(kind="").first()
    if fit is None:
        return no_foresight()
    from negoce.portfolio.foresight.fitted import Outdated, restored
    from negoce.portfolio.foresight.predict import predict_with_levels

    try:
        fitted = restored(fit.content)
    except Outdated:
        return no_foresight()
    first_unknown = today + timedelta(days=1)
    bought = customer_histories(facts, first_unknown)
    discount = float(current_thresholds().discount_percent) / 100
    known, day = bought.histories, first_unknown.toordinal()
    found, levels = predict_with_levels(known, day, fitted, yearly_discount=discount)
    kept = {**asdict(levels), "margin_rate": bought.margin_rate}
    ForesightFit.objects.filter(pk=fit.pk).update(levels=kept)
    return _table(found, margins=bought.margins)


def _table(found: Any, *, margins: bool) -> pyarrow.Table:
    import numpy as np
    import pyarrow

    schema = no_foresight().schema
    epoch = date(1970, 1, 1).toordinal()
    columns: dict[str, Any] = {"company_id": pyarrow.array(found.customers)}
    for name in SAME:
        columns[name] = pyarrow.array(getattr(found, name))
    for name, source in DAYS.items():
        days = getattr(found, source)
        columns[name] = pyarrow.array((days - epoch).astype(np.int32), mask=days == 0).cast(pyarrow.date32())
    cents = np.round(found.value).astype(np.int64)
    columns["value_36_months"] = pyarrow.array(cents, mask=np.full(len(cents), not margins))
    return pyarrow.table([columns[name] for name in schema.names], schema=schema)
