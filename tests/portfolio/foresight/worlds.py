"""Made-up portfolios, drawn once and always the same."""

from __future__ import annotations

from datetime import date

import numpy as np

from negoce.portfolio.foresight.histories import Histories, histories_of

BEGIN = date(2025, 1, 1).toordinal()
END = BEGIN + 300


def portfolio(customers: int = 500, *, days: int = 300, leaves: float = 0.1, seed: int = 7) -> Histories:
    """Customers who come all along, order at a pace of their own, and may leave at each order."""
    draw = np.random.default_rng(seed)
    rows = []
    for customer in range(1, customers + 1):
        pace = draw.gamma(1.2, 1 / 40)
        day = float(draw.uniform(0, days - 1))
        while day < days:
            rows.append((customer, BEGIN + int(day), draw.gamma(4, 5_000)))
            if draw.random() < leaves:
                break
            day += 1 + draw.exponential(1 / max(pace, 1e-6))
    customer, day_of, worth = (np.array(each) for each in zip(*rows, strict=True))
    return histories_of(customer.astype(np.int64), day_of.astype(np.int64), worth)
