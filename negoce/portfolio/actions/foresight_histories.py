"""The purchases of all customers, from the facts of the database."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from negoce.companies.models import Company
from negoce.portfolio.facts.held import Facts

if TYPE_CHECKING:
    from negoce.portfolio.foresight.histories import Histories


@dataclass(frozen=True, slots=True)
class CustomerHistories:
    """`histories` by number of company; `margins` says whether `worth` is margin: no cost is known otherwise.

    `margin_rate` is the share of net that margin is, over the orders whose cost is known.
    """

    histories: Histories
    margins: bool
    margin_rate: float = 1.0


def customer_histories(facts: Facts, until: date) -> CustomerHistories:
    """What companies that are not deleted bought before `until`, in cents of margin.

    An order whose cost is not known counts for its net at the margin rate of all the others; where no cost is known
    at all, `worth` is net and no value may be drawn from it.
    """
    import numpy as np

    from negoce.portfolio.foresight.histories import histories_of

    orders = facts.orders
    table = (
        orders.filter(orders.day < until)
        .semi_join(facts.companies, "company_id")
        .select("company_id", "day", "net_cents", "cost_cents", "is_purchase")
        .to_pyarrow()
    )
    days = table["day"].to_numpy().astype("datetime64[D]").astype(np.int64) + date(1970, 1, 1).toordinal()
    net = table["net_cents"].to_numpy().astype(np.float64)
    cost = table["cost_cents"].fill_null(-1).to_numpy().astype(np.float64)
    known = ~table["cost_cents"].is_null().to_numpy()
    total = float(net[known].sum())
    rate = float((net[known] - cost[known]).sum()) / total if total > 0 else 1.0
    worth = np.where(known, net - cost, net * rate)
    bought = np.where(table["is_purchase"].to_numpy(zero_copy_only=False), 1.0, 0.0)
    customer = table["company_id"].to_numpy().astype(np.int64)
    return CustomerHistories(histories_of(customer, days, worth, net=bought), bool(total > 0), rate)


def public_names(known: Histories) -> tuple[tuple[str, ...], Histories]:
    """The public id of each company, and the same histories numbered by its place."""
    import numpy as np

    by_key = dict(Company.objects.order_by("pk").values_list("pk", "public_id"))
    names = tuple(by_key.get(int(key), str(key)) for key in known.customers)
    return names, replace(known, customers=np.arange(known.size))
