"""What customers should order, as it could be said on any day: their purchases are read once for all days asked."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db.models import BigIntegerField, F
from django.db.models.functions import Cast, Round
from django.utils import timezone

from negoce.catalogue.queries.own_currency import CURRENCY
from negoce.companies.models import Company
from negoce.kit.dates import add_years
from negoce.orders.models import Order
from negoce.portfolio.models import CustomerLife
from negoce.portfolio.rules.forecast_months import HORIZONS, Amounts

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]
    Rows = npt.NDArray[np.void]

YEARS_READ = 3
_CENTS = Cast(Round(F("net") * 100), BigIntegerField())
_NEVER = 2**31


@dataclass(frozen=True, slots=True)
class Expected:
    """What customers should order, by who follows them, and by itself for the companies asked for.

    `fitted` counts the customers whose own foresight was used.
    """

    by_owner: Mapping[int | None, Amounts]
    by_company: Mapping[int, Amounts]
    customers: int
    fitted: int


@dataclass(frozen=True, slots=True)
class Purchases:
    """Orders as rows of `place` in `companies`, `day`, `cents` (0 in another currency), `bought` and `until` (the day
    on which it was cancelled); `owners` follow the companies in the same order."""

    rows: Rows
    companies: tuple[int, ...]
    owners: tuple[int | None, ...]


def purchases_between(first: date, last: date) -> Purchases:
    """The orders from YEARS_READ years before `first` up to `last`, of companies that are not deleted; two queries."""
    import numpy as np

    owner_of = dict(Company.objects.filter(deleted_at__isnull=True).order_by().values_list("pk", "owner_id"))
    place_of = {company: place for place, company in enumerate(owner_of)}
    orders = Order.objects.filter(
        ordered_on__gt=add_years(first, -YEARS_READ), ordered_on__lte=last
    ).order_by()
    columns = orders.annotate(cents=_CENTS).values_list(
        "company_id", "ordered_on", "cents", "currency", "cancelled_at"
    )
    found = (
        (
            place_of[company],
            day.toordinal(),
            cents if currency in ("", CURRENCY) else 0,
            cents > 0,
            timezone.localtime(cancelled).date().toordinal() if cancelled else _NEVER,
        )
        for company, day, cents, currency, cancelled in columns.iterator(chunk_size=10_000)
        if company in place_of
    )
    kinds = [("place", "i8"), ("day", "i8"), ("cents", "i8"), ("bought", "?"), ("until", "i8")]
    return Purchases(np.fromiter(found, dtype=kinds), tuple(owner_of), tuple(owner_of.values()))


def expected_of_customers(
    bought: Purchases, as_of: date, *, with_foresight: bool, companies: Collection[int] = ()
) -> Expected:
    """What customers who ordered on two days or more in three years should order within 30, 90 and 365 days.

    `with_foresight` takes the orders that foresight expects of each (R-F2) × the mean value of their orders; where it
    says nothing, and always without it, the next year is as the last 365 days were. An order cancelled after that day
    counted on it.
    """
    import numpy as np

    size, day = len(bought.companies), as_of.toordinal()
    rows = bought.rows
    start = add_years(as_of, -YEARS_READ).toordinal()
    rows = rows[(rows["day"] <= day) & (rows["day"] > start) & (rows["until"] > day)]
    sales = rows[rows["bought"]]
    orders = np.bincount(sales["place"], minlength=size)
    cents = np.bincount(rows["place"], weights=rows["cents"], minlength=size)
    squares = np.bincount(sales["place"], weights=(sales["cents"] / 100.0) ** 2, minlength=size)
    recent = sales[sales["day"] > (as_of - timedelta(days=365)).toordinal()]
    last_year = np.bincount(recent["place"], minlength=size)
    first, last = np.full(size, _NEVER), np.zeros(size, dtype=np.int64)
    np.minimum.at(first, sales["place"], sales["day"])
    np.maximum.at(last, sales["place"], sales["day"])
    counts = np.outer(last_year, [HORIZONS[0] / 365, HORIZONS[1] / 365, 1.0])
    told = _foresight(bought) if with_foresight else np.full((size, 3), np.nan)
    known = ~np.isnan(told[:, 2])
    counts[known] = told[known]
    taken = (orders > 0) & (cents > 0) & (known | (last > first))
    each = np.where(taken, cents / 100 / np.maximum(orders, 1), 0.0)
    square = np.where(taken, squares / np.maximum(orders, 1), 0.0)
    means, varied = counts * each[:, None], counts * square[:, None]
    place_of = {company: place for place, company in enumerate(bought.companies)}
    places = [place_of[company] for company in companies if company in place_of]
    return Expected(
        _by_owner(bought, means, varied, taken),
        {bought.companies[at]: _amounts(means[at], varied[at]) for at in places if taken[at]},
        int(taken.sum()),
        int((taken & known).sum()),
    )


def _by_owner(
    bought: Purchases, means: Floats, varied: Floats, taken: npt.NDArray[np.bool_]
) -> Mapping[int | None, Amounts]:
    import numpy as np

    people = tuple(dict.fromkeys(bought.owners))
    code_of = {person: code for code, person in enumerate(people)}
    codes = np.fromiter((code_of[owner] for owner in bought.owners), dtype=np.int64, count=len(bought.owners))
    found = {}
    for code, person in enumerate(people):
        own = taken & (codes == code)
        if own.any():
            found[person] = _amounts(means[own].sum(axis=0), varied[own].sum(axis=0))
    return found


def _amounts(means: Floats, squares: Floats) -> Amounts:
    one, other = (tuple(float(value) for value in values) for values in (means, squares))
    return Amounts((one[0], one[1], one[2]), (other[0], other[1], other[2]))


def _foresight(bought: Purchases) -> Floats:
    """Mean orders within each of HORIZONS days; near ones that are not known go at the pace of the year."""
    import numpy as np

    place_of = {company: place for place, company in enumerate(bought.companies)}
    told = np.full((len(bought.companies), 3), np.nan)
    rows = CustomerLife.objects.filter(expected_365__isnull=False).order_by()
    columns = ("company_id", "expected_30", "mean_90", "expected_365")
    for company, month, quarter, year in rows.values_list(*columns).iterator(chunk_size=10_000):
        place = place_of.get(company)
        if place is not None:
            near = year * HORIZONS[0] / HORIZONS[2] if month is None else month
            told[place] = (
                near,
                max(near, year * HORIZONS[1] / HORIZONS[2] if quarter is None else quarter),
                year,
            )
    return told
