"""Customers drawn at random, the same at every run: every kind of history that the rules tell apart."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta

PRESALE = (
    "need_on", "qualified_on", "meeting_accepted_on", "meeting_refused_on", "quote_wanted_on", "buying_intent_on",
    "departure_on", "referral_won_on",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Drawn:
    """A company: its orders (day, net and cost in cents, family of their one line) and what came before them."""

    key: int
    orders: tuple[tuple[date, int, int | None, int | None], ...]
    presale: dict[str, date | None]


def drawn_customers(number: int, today: date, seed: int = 5) -> list[Drawn]:
    """So many companies; some without an order, some with returns, orders of the future, many a day, round rhythms."""
    draw = random.Random(seed)
    return [_drawn(key, draw, today) for key in range(1, number + 1)]


def _drawn(key: int, draw: random.Random, today: date) -> Drawn:
    count = draw.choice([0, 0, 0, 1, 1, 2, 2, 3, 4, 5, 8, 13, 30])
    day, pace, orders = (
        today - timedelta(days=draw.randint(-20, 900)),
        draw.choice([2, 7, 30, 30, 45, 90]),
        [],
    )
    spread = draw.choice([0, 0, 1, pace // 2, 3 * pace])
    for _place in range(count):
        net = draw.choice([draw.randint(1, 500_000)] * 8 + [0, -draw.randint(1, 90_000)])
        cost = draw.choice([net * 6 // 10] * 6 + [None])
        orders.append((day, net, cost, draw.choice([None, 1, 2, 3])))
        day += timedelta(days=max(0, pace + draw.randint(-spread, spread)))
    said = draw.choice([0.0, 0.3, 0.8])
    # Often a day on which something else happened too.
    days = [order[0] for order in orders] + [
        today - timedelta(days=draw.randint(-9, 700)) for _each in range(6)
    ]
    odds = {name: said * (0.2 if name == "departure_on" else 1) for name in PRESALE}
    presale = {name: draw.choice(days) if draw.random() < odds[name] else None for name in PRESALE}
    return Drawn(key, tuple(orders), presale)
