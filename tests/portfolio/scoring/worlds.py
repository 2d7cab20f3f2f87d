"""A table of leads drawn by a known law: what tells, what leaks, what is noise."""

from __future__ import annotations

import numpy as np

from negoce.portfolio.scoring.cells import Table


def leads(count: int, *, seed: int = 1) -> Table:
    """Visits and source decide; `Tags` and `Closing date` are written afterwards; the rest tells nothing."""
    draw = np.random.default_rng(seed)
    visits = draw.poisson(4, count)
    source = draw.choice(["Referral", "Search", "Fair"], count, p=[0.2, 0.5, 0.3])
    odds = -2 + 0.35 * visits + np.where(source == "Referral", 1.8, 0.0)
    good = (draw.random(count) < 1 / (1 + np.exp(-odds))).astype(int)
    said = np.where(draw.random(count) < 0.97, good, 1 - good)
    return {
        "Lead id": [f"L-{seed}-{row}" for row in range(count)],
        "Lead Number": [str(5_000 + row) for row in range(count)],
        "Visits": ["" if draw.random() < 0.1 else f"{value},0" for value in visits],
        "Source": [str(value) if draw.random() > 0.1 else "Select" for value in source],
        "Town": [str(value) for value in draw.choice(["Lyon", "Lille", "Brest"], count)],
        "Country": ["France"] * count,
        "Tags": [str(value) for value in draw.choice(["hot", "ringing"], count)],
        "Welcome pack": ["sent" if value else "no" for value in said],
        "Comment": [f"note {row} {draw.integers(1_000_000)}" for row in range(count)],
        "Converted": [str(value) for value in good],
    }
