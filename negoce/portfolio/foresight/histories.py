"""The purchases of all customers in flat arrays: what every model of foresight starts from."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from negoce.portfolio.foresight.summary import Floats, Ints, Summary

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Histories:
    """Customers ascending by number; the purchases of the i-th are `starts[i]:starts[i+1]` of `days` and `worth`.

    A purchase is a day with orders whose net is above 0, as R-F1 counts. `days` are ordinals of dates,
    ascending for each customer; `worth` is what the day brought in cents (margin, or net where costs are not known).
    """

    customers: Ints
    starts: Ints
    days: Ints
    worth: Floats

    @property
    def size(self) -> int:
        return len(self.customers)

    @property
    def counts(self) -> Ints:
        """Purchases of each customer."""
        return np.diff(self.starts)

    @property
    def owner(self) -> Ints:
        """Whose each purchase is, as a place in `customers`."""
        return np.repeat(np.arange(self.size), self.counts)

    @property
    def first(self) -> Ints:
        """First day of each customer."""
        return self.days[self.starts[:-1]]

    @property
    def last(self) -> Ints:
        """Last day of each customer."""
        return self.days[self.starts[1:] - 1]

    def before(self, day: int) -> tuple[Histories, Ints]:
        """What was known on the eve of `day`, and the place here of each customer known then."""
        return self._where(self.days < day)

    def _where(self, kept: Flags) -> tuple[Histories, Ints]:
        owner = self.owner[kept]
        counts = np.bincount(owner, minlength=self.size)
        places = np.flatnonzero(counts)
        starts = np.concatenate([[0], np.cumsum(counts[places])]).astype(np.int64)
        return Histories(self.customers[places], starts, self.days[kept], self.worth[kept]), places

    def bought_between(self, day: int, until: int) -> Floats:
        """Purchases of each customer from `day` to the eve of `until`."""
        inside = (self.days >= day) & (self.days < until)
        return np.bincount(self.owner[inside], minlength=self.size).astype(np.float64)

    def sample(self, most: int) -> Histories:
        """At most `most` customers, evenly spread by number."""
        if self.size <= most:
            return self
        chosen = np.zeros(self.size, dtype=bool)
        chosen[np.linspace(0, self.size - 1, most).astype(np.int64)] = True
        return self._where(chosen[self.owner])[0]

    def summary(self, today: int) -> Summary:
        """Repeats, last repeat and age in days; `today` is the first day that is not known."""
        age = np.maximum(today - self.first, 0).astype(np.float64)
        return Summary((self.counts - 1).astype(np.float64), (self.last - self.first).astype(np.float64), age)


def histories_of(customer: Ints, day: Ints, worth: Floats, *, net: Floats | None = None) -> Histories:
    """Purchases from rows in any order: one row an order, days as ordinals, money in cents.

    Rows of one customer on one day are one purchase. With `net`, rows whose net is not above 0 are returns: no
    purchase, but what they take back is taken from the purchase before. Raises ValueError when lengths differ.
    """
    if not len(customer) == len(day) == len(worth):
        raise ValueError("lengths")
    order = np.lexsort((day, customer))
    customer, day, worth = customer[order], day[order], worth[order]
    bought = np.ones(len(customer), dtype=bool) if net is None else net[order] > 0
    begins = np.zeros(len(customer), dtype=bool)
    places = np.flatnonzero(bought)
    begins[places] = True
    same = (customer[places[1:]] == customer[places[:-1]]) & (day[places[1:]] == day[places[:-1]])
    begins[places[1:][same]] = False
    purchase = np.cumsum(begins) - 1
    firsts = np.flatnonzero(begins)
    # A return before the first purchase of its customer takes back what is not known here.
    mine = purchase >= 0
    mine[mine] = customer[mine] == customer[firsts][purchase[mine]]
    totals = np.bincount(purchase[mine], weights=worth[mine], minlength=len(firsts))
    owners, starts = np.unique(customer[firsts], return_index=True)
    return Histories(
        owners.astype(np.int64),
        np.append(starts, len(firsts)).astype(np.int64),
        day[firsts].astype(np.int64),
        totals.astype(np.float64),
    )
