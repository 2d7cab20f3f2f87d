"""The 24 months before the real ones, drawn from each customer's own baskets and rhythm."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from negoce.demo.draws import draws
from negoce.demo.history import FIRST_SOURCE_DAY, REAL_DAYS, CustomerTotal
from negoce.demo.rhythm import Rhythm, rhythm_of
from negoce.demo.rows import LineRow, OrderRow

SYNTHETIC_DAYS = 730
YEARLY_PRICES = 0.97
# The share of customers who are new among those first seen on the first real day, and what it gains by the last one.
_NEW_AT_FIRST, _NEW_LATER = 0.05, 0.3
# The share of the older ones who came within the 24 months; all others were there before the records begin.
_CAME_WITHIN = 0.36
# The shares of those who paused, and how long, in days; long enough to have been taken for lost.
_PAUSED, _PAUSED_AT_SEAM = 0.06, 0.25
_PAUSE = (200, 420)
_SEAM_WAIT = 45
# Fewer lines than the basket it is drawn from, and more of each: what it comes to stays about the same.
_LINES_KEPT, _QUANTITIES = 0.6, (1.1, 1.9)


@dataclass(frozen=True, slots=True)
class Buyer:
    """Whose orders are drawn: the key of the company, and what the references and keys of its orders begin with."""

    company_key: str
    stem: str


def customer_since(seed: int, total: CustomerTotal) -> date:
    """Return the day, in the calendar of the source, since which a customer orders.

    Who orders at the beginning of the real months had mostly ordered before; who comes late, and then often, is new.
    Newcomers are about as many each month, before the real months and in them. Nobody is older than 24 months at the
    beginning; who only gives back had bought before.
    """
    source = draws(seed, "since", total.number)
    waited = (total.first_on - FIRST_SOURCE_DAY).days
    often = min(0.4 + 0.3 * total.days, 1.3)
    is_new = source.random() < (_NEW_AT_FIRST + _NEW_LATER * waited / REAL_DAYS) * often
    if is_new and total.days:
        return total.first_on
    if total.days and source.random() < _CAME_WITHIN:
        return FIRST_SOURCE_DAY - timedelta(days=source.randrange(1, SYNTHETIC_DAYS))
    return FIRST_SOURCE_DAY - timedelta(days=SYNTHETIC_DAYS)


def synthetic_orders(
    seed: int, number: int, real: list[OrderRow], since: date, until: date
) -> Iterator[OrderRow]:
    """Yield made-up orders of a customer, the newest first, from before `until` back to `since`.

    `until` is the first day of the real months: none of those is touched. The gap around it is drawn like the others,
    so that nothing shows there. Baskets are the customer's own; who is a customer only since a real day has none.
    """
    source, buyer = draws(seed, "synthetic", number), Buyer(f"demo:customer:{number}", str(number))
    days = sorted({order.ordered_on for order in real if not order.is_return})
    models = sales_kept(real)
    if unbought := _returns_unbought(real, models):
        yield from _bought_before(source, buyer, unbought, until)
    elif models and since < until:
        rhythm = rhythm_of(days, until, until + timedelta(days=REAL_DAYS))
        past = _days_before(source, rhythm, (days[0] - until).days, since, until)
        yield from drawn_orders(source, buyer, models, past, until)


def drawn_orders(
    source: random.Random, buyer: Buyer, models: Sequence[OrderRow], days: Sequence[date], until: date
) -> Iterator[OrderRow]:
    """Yield an order for each day, the newest first, drawn from the baskets of `models`; prices are those of then."""
    for number, day in zip(range(len(days), 0, -1), days, strict=True):
        yield _drawn_order(source, buyer, number, day, source.choice(models), until)


def sales_kept(real: Sequence[OrderRow]) -> list[OrderRow]:
    """The orders that brought something and were not given back whole."""
    given_back = Counter(-order.net_cents for order in real if order.is_return)
    return [
        each
        for each in real
        if not each.is_return and each.net_cents > 0 and not _taken(given_back, each.net_cents)
    ]


def _returns_unbought(real: Sequence[OrderRow], kept: Sequence[OrderRow]) -> list[OrderRow]:
    """The returns of who gave back more than the real months show as bought; none for everybody else."""
    sold = Counter(order.net_cents for order in real if not order.is_return)
    returns = [order for order in real if order.is_return and not _taken(sold, -order.net_cents)]
    too_much = sum(order.net_cents for order in (*kept, *returns)) < 0
    return returns if too_much else []


def _taken(amounts: Counter[int], amount: int) -> bool:
    """Take an amount out of those that are there; whether it was there."""
    amounts[amount] -= 1
    return amounts[amount] >= 0


def days_back(source: random.Random, rhythm: Rhythm, first: date, since: date) -> list[date]:
    """Return days of orders from `first` back to `since`, which is one of them, the newest first."""
    days: list[date] = []
    day = first
    while day > since:
        days.append(working_day(day))
        day -= timedelta(days=rhythm.gap(source))
    days.append(working_day(since))
    return list(dict.fromkeys(days))


def working_day(day: date) -> date:
    """The source sells on no Saturday."""
    return day - timedelta(days=1) if day.weekday() == 5 else day


def _days_before(source: random.Random, rhythm: Rhythm, waited: int, since: date, until: date) -> list[date]:
    """Days of orders before the real months, whose first order came `waited` days after they begin."""
    begins = until - timedelta(days=SYNTHETIC_DAYS)
    last = until + timedelta(days=waited - rhythm.gap_over(source, waited))
    pause_ends = until - timedelta(days=source.randrange(SYNTHETIC_DAYS // 2))
    if waited >= _SEAM_WAIT and source.random() < _PAUSED_AT_SEAM:
        last = min(last, until + timedelta(days=waited - source.randint(*_PAUSE)))
    if since <= begins:
        # The records begin in the middle of a rhythm; somebody who was there has one order at least.
        last = last if last > begins else begins + timedelta(days=source.randrange(1, SYNTHETIC_DAYS))
        days = days_back(source, rhythm, last, begins)[:-1]
    else:
        days = days_back(source, rhythm, min(last, until - timedelta(days=1)), since)
    if source.random() < _PAUSED:
        pause_begins = pause_ends - timedelta(days=source.randint(*_PAUSE))
        kept = [day for day in days if not pause_begins < day < pause_ends]
        days = kept if kept and kept[-1] == days[-1] else days
    return days


def _bought_before(
    source: random.Random, buyer: Buyer, returns: Sequence[OrderRow], until: date
) -> Iterator[OrderRow]:
    """Who gives back what no real order holds had bought it, shortly before the real months."""
    bought = tuple(
        replace(line, quantity=-line.quantity, net_cents=-line.net_cents, cost_cents=-line.cost_cents)
        for order in returns
        for line in order.lines
        if line.quantity < 0
    )
    if not bought:
        return
    last = until - timedelta(days=source.randint(5, 25))
    before = last - timedelta(days=source.randint(60, 600))
    yield _order(buyer, 2, working_day(last), bought)
    yield _order(buyer, 1, working_day(before), bought)


def _drawn_order(
    source: random.Random, buyer: Buyer, number: int, day: date, model: OrderRow, until: date
) -> OrderRow:
    prices = YEARLY_PRICES ** ((until - day).days / 365)
    kept = [line for line in model.lines if source.random() < _LINES_KEPT] or list(model.lines[:1])
    lines = tuple(_drawn_line(source, line, prices) for line in kept)
    return _order(buyer, number, day, lines)


def _order(buyer: Buyer, number: int, day: date, lines: tuple[LineRow, ...]) -> OrderRow:
    key = f"demo:synthetic:{buyer.stem}:{number}"
    return OrderRow(key, buyer.company_key, f"S-{buyer.stem}-{number:03d}", day, False, True, lines)


def _drawn_line(source: random.Random, line: LineRow, prices: float) -> LineRow:
    quantity = max(1, round(line.quantity * source.uniform(*_QUANTITIES)))
    unit = round(line.unit_cents * prices)
    net = quantity * unit
    # Its share of the price, so that the margin stays within bounds; what is given away costs by the piece.
    share = (
        line.cost_cents / line.net_cents * net
        if line.net_cents
        else line.cost_cents * quantity / line.quantity
    )
    return LineRow(line.code, quantity, unit, net, round(share))
