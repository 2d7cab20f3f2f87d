"""Customers who left before the real months: as steadily as others do in them, so that a year resembles the next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from negoce.demo.draws import draws
from negoce.demo.history import FIRST_SOURCE_DAY, REAL_DAYS, customer_totals
from negoce.demo.past import SYNTHETIC_DAYS, Buyer, days_back, drawn_orders, sales_kept
from negoce.demo.rhythm import rhythm_of
from negoce.demo.rows import OrderRow

FORMERS = 560
# Whose baskets and rhythm they have: neither our best customers nor those who ordered once.
_FROM_RANK, _TO_RANK, _LEAST_DAYS = 100, 2_900, 2
# The share that ordered once and never again.
_ONCE = 0.2
_GROWTH = 1.4
# Days between the beginning of the records and the first who leaves; the longest that one stayed.
_FIRST_LEAVES, _LONGEST = 45, 900


@dataclass(frozen=True, slots=True)
class Former:
    """Who left: its number, the customer of the source that it resembles with its rank, its first and last day.

    Days are those of the source's calendar.
    """

    number: int
    model: int
    model_rank: int
    since: date
    last_on: date

    @property
    def key(self) -> str:
        """The import key of its company."""
        return f"demo:former:{self.number}"


@cache
def formers(seed: int) -> tuple[Former, ...]:
    """Return those who left, in the calendar of the source."""
    models = [
        (rank, total.number)
        for rank, total in enumerate(customer_totals())
        if _FROM_RANK <= rank < _TO_RANK and total.days >= _LEAST_DAYS
    ]
    return tuple(_former(seed, number, models) for number in range(FORMERS))


def former_orders(seed: int, former: Former, real: Sequence[OrderRow], until: date) -> Iterator[OrderRow]:
    """Yield the orders of who left, the newest first; `until` is the first real day, `real` the model's orders."""
    models = sales_kept(real)
    if not models:
        return
    source, shift = draws(seed, "former orders", former.number), until - FIRST_SOURCE_DAY
    days = sorted({order.ordered_on for order in real if not order.is_return})
    first, since = former.last_on + shift, former.since + shift
    rhythm = rhythm_of(days, until, until + timedelta(days=REAL_DAYS))
    past = days_back(source, rhythm, first, since)
    yield from drawn_orders(source, Buyer(former.key, f"F{former.number}"), models, past, until)


def _former(seed: int, number: int, models: Sequence[tuple[int, int]]) -> Former:
    source = draws(seed, "former", number)
    rank, model = source.choice(models)
    # There are more and more customers, so that more and more leave.
    ago = round((SYNTHETIC_DAYS - _FIRST_LEAVES) * source.random() ** _GROWTH)
    last_on = FIRST_SOURCE_DAY - timedelta(days=max(ago, 1))
    stayed = 0 if source.random() < _ONCE else source.randrange(30, _LONGEST)
    begins = FIRST_SOURCE_DAY - timedelta(days=SYNTHETIC_DAYS)
    since = max(last_on - timedelta(days=stayed), begins + timedelta(days=source.randrange(30)))
    return Former(number, model, rank, min(since, last_on), last_on)
